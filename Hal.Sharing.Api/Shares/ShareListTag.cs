using System.Globalization;
using System.Text;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>
/// The validator of a share list. It follows from versions, permissions and visible grantors alone, so that it is known before a share is
/// read.
/// </summary>
internal static class ShareListTag
{
    /// <summary>Returns the versions of the client's copy, from the first tag that has versions; null if none has.</summary>
    public static ShareListVersion? Held(HttpRequest request)
    {
        // With Prefer, a document embeds more than these versions determine. OPTIONS is answered from the document, which no client has.
        if (request.Headers.ContainsKey("Prefer") || HttpMethods.IsOptions(request.Method))
            return null;
        var revisions = PreconditionTags.Read(request.Headers.IfNoneMatch)?.Revisions ?? [];
        return revisions.Select(Parse).FirstOrDefault(version => version is not null);
    }

    /// <param name="http">The request, for the caller and the media type.</param>
    /// <param name="self">The address of the page.</param>
    public static string Of(HttpContext http, ShareList list, string self) => EntityTag.Of(
        http,
        string.Create(CultureInfo.InvariantCulture, $"{list.Version.List:x}-{list.Version.Directory:x}"),
        Encoding.UTF8.GetBytes($"{http.Request.PathBase}\n{self}\n{list.Access.GrantableLevel}\n{list.VisibleGrantors}"));

    private static ShareListVersion? Parse(string revision) =>
        revision.Split('-') is [var list, var directory]
        && long.TryParse(list, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var listVersion)
        && long.TryParse(directory, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var directoryVersion)
            ? new(listVersion, directoryVersion)
            : null;
}
