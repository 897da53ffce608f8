using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>The body of POST and PUT for a team.</summary>
/// <param name="Version">The revision on which a form is based; null if there is no form. POST ignores it.</param>
/// <param name="Id">The ID of a new team; null: generated. PUT ignores it.</param>
public sealed record TeamRequest(string? Id, TeamContent Content, string? Version) : IRequestDocument<TeamRequest>, IVersioned
{
    internal const int MaxName = 200;
    internal const int MaxDescription = 4000;
    internal const int MaxUrl = 2000;

    public static TeamRequest Read(DocumentReader document) => new(
        document.AccountId("id"),
        new(
            document.Text("name", MaxName, required: true) ?? "",
            document.Text("description", MaxDescription) ?? "",
            Url(document, "url"),
            Url(document, "image"),
            Url(document, "privacyStatement")),
        document.Version());

    private static string? Url(DocumentReader document, string name)
    {
        var text = document.Text(name, MaxUrl);
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            document.Fault(name, $"{name} is '{Truncate.Text(text)}'; send a URL that begins with https:// or http://.");
        return text;
    }
}
