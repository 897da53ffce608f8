using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The condition of If-Match or If-None-Match for the state that a write changes.</summary>
/// <param name="IsAny">Whether the field is <c>*</c>.</param>
/// <param name="Revisions">
/// The revisions of the strong entity tags, with an empty revision for each tag that this server did not create; null if the field is
/// <c>*</c> or absent.
/// </param>
public sealed record PreconditionTags(bool IsAny, IReadOnlyList<string>? Revisions)
{
    /// <summary>Returns null for a field that is neither a list of entity tags nor <c>*</c>.</summary>
    public static PreconditionTags? Read(StringValues field)
    {
        if (StringValues.IsNullOrEmpty(field))
            return new(false, null);
        if (!EntityTagHeaderValue.TryParseStrictList(field, out var tags))
            return null;
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? tags.Count == 1 ? new(true, null) : null
            : new(false, [.. tags.Where(tag => !tag.IsWeak).Select(tag => RevisionOf(tag.Tag.ToString()))]);
    }

    private static string RevisionOf(string tag) => tag.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? tag[1..dot] : "";
}
