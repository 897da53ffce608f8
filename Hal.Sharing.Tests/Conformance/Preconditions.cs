namespace Hal.Sharing.Tests.Conformance;

/// <summary>Conditions of writes: If-Match, If-None-Match and the version of a form.</summary>
internal static class Preconditions
{
    /// <summary>Returns the refusal if the present state does not meet the conditions of the request.</summary>
    /// <param name="revision">The revision of the present state, which is possibly not known yet; null: there is no resource.</param>
    /// <param name="version">The version that the body names; null for none.</param>
    public static Answer? Stale(this Session session, string? revision, string? version, string rel, string href)
    {
        var present = revision is null ? null : session.Bindings.Resolve(revision) ?? "";
        var (match, noneMatch) = (session.Request.IfMatch, session.Request.IfNoneMatch);
        var holds = match switch
        {
            null => true,
            "*" => revision is not null,
            _ => present is not null && RevisionOf(match) == present,
        } && noneMatch switch
        {
            null => true,
            "*" => revision is null,
            _ => present is null || RevisionOf(noneMatch) != present,
        };
        if (holds)
            return version is null || (present is not null && version == present) ? null : session.Problem(
                "changed-meanwhile",
                "The resource was changed after the form was read; nothing was written. Read it again, then decide again.",
                Problems.Links(rel, href));
        var detail = noneMatch == "*" ? "If-None-Match is *, but the resource exists; nothing was written. Read it, then decide again."
            : revision is null ? "If-Match names a state of a resource that does not exist; nothing was written."
            : "The current state does not meet If-Match or If-None-Match; nothing was written. Read it again, then decide again.";
        return session.Problem("precondition-failed", detail, revision is null ? ("_links", null) : Problems.Links(rel, href));
    }

    /// <summary>The part of an entity tag before the dot; empty for a tag without one.</summary>
    private static string RevisionOf(string tag) => tag.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? tag[1..dot] : "none";
}
