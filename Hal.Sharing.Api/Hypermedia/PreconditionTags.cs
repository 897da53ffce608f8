using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The condition that If-Match or If-None-Match puts on the state that a write changes.</summary>
/// <param name="IsAny">The field is <c>*</c>.</param>
/// <param name="Revisions">Of the tags that can be compared strongly; those that are not ours count as revisions that never were.</param>
public sealed record PreconditionTags(bool IsAny, IReadOnlyList<string> Revisions)
{
    /// <summary>There is no such field.</summary>
    public static PreconditionTags Absent { get; } = new(false, []);

    /// <summary>Null for a field that is neither a list of tags nor <c>*</c>.</summary>
    public static PreconditionTags? Read(StringValues field)
    {
        if (StringValues.IsNullOrEmpty(field))
            return Absent;
        if (!EntityTagHeaderValue.TryParseStrictList(field, out var tags))
            return null;
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? tags.Count == 1 ? new(true, []) : null
            : new(false, [.. tags.Where(tag => !tag.IsWeak).Select(tag => RevisionOf(tag.Tag.ToString()))]);
    }

    private static string RevisionOf(string tag) => tag.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? tag[1..dot] : "";
}
