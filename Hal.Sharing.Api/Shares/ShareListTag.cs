using System.Globalization;
using System.Text;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>
/// The validator of a share list, made of versions and rights alone: whether a client's copy is still good is known before a share is
/// read.
/// </summary>
internal static class ShareListTag
{
    /// <summary>The versions that a client says it holds, in the first of its tags that has some; null where none has.</summary>
    public static ShareListVersion? Held(HttpRequest request)
    {
        // Who prefers to have more embedded gets a document that follows from more than these versions.
        // And OPTIONS is answered from the document, which nobody holds then.
        if (request.Headers.ContainsKey("Prefer") || HttpMethods.IsOptions(request.Method))
            return null;
        var revisions = PreconditionTags.Read(request.Headers.IfNoneMatch)?.Revisions ?? [];
        return revisions.Select(Parse).FirstOrDefault(version => version is not null);
    }

    /// <param name="http">Says who reads it, and as what.</param>
    /// <param name="list">The list as the caller may see and change it.</param>
    /// <param name="self">The page of it.</param>
    public static string Of(HttpContext http, ShareList list, string self) => EntityTag.Of(
        http,
        string.Create(CultureInfo.InvariantCulture, $"{list.Version.List:x}-{list.Version.Directory:x}"),
        Encoding.UTF8.GetBytes($"{http.Request.PathBase}\n{self}\n{list.Access.GrantableLevel}"));

    private static ShareListVersion? Parse(string revision) =>
        revision.Split('-') is [var list, var directory]
        && long.TryParse(list, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var listVersion)
        && long.TryParse(directory, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var directoryVersion)
            ? new(listVersion, directoryVersion)
            : null;
}
