namespace Hal.Sharing.Api.Preconditions;

/// <summary>Creates the responses to a write whose precondition the current state does not meet.</summary>
public static class PreconditionProblems
{
    /// <param name="condition">The precondition of the request.</param>
    /// <param name="present">The current revision; null if the resource does not exist.</param>
    /// <param name="rel">The relation of a link to the resource.</param>
    /// <param name="href">The address of the resource.</param>
    /// <returns>412 for a condition in a header, 409 for the version in a form.</returns>
    public static ProblemResult Stale(Precondition condition, string? present, string rel, string href)
    {
        if (condition.HoldsBeside(present))
            return ProblemResult.Conflict(
                ProblemType.EditConflict,
                "The resource was changed after the form was read; nothing was written. Read it again, then decide again.",
                (rel, href));
        var failed = ProblemResult.PreconditionFailed(condition.MustNotExist
            ? "If-None-Match is *, but the resource exists; nothing was written. Read it, then decide again."
            : present is null
                ? "If-Match names a state of a resource that does not exist; nothing was written."
                : "The current state does not meet If-Match or If-None-Match; nothing was written. Read it again, then decide again.");
        return present is null ? failed : failed.WithLink(rel, href);
    }
}
