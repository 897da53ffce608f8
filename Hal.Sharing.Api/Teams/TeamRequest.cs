using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>What POST and PUT say of a team.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise. It means nothing to POST.</param>
/// <param name="Id">Counts when a team is created; null: a generated one.</param>
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
            document.Fault(name, $"{name} is '{Truncate.Text(text)}'; send an address that begins with https:// or http://.");
        return text;
    }
}
