using System.Text.Json;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>One link of a document.</summary>
/// <param name="Href">A reference to resolve against the document's address, or a template (RFC 6570).</param>
/// <param name="Name">Its secondary key, for curies the prefix; or null.</param>
/// <param name="IsDeprecated">Whether the server announces that it will go.</param>
internal sealed record HalLink(string Href, bool IsTemplated, string? Name, bool IsDeprecated)
{
    /// <summary>
    /// Returns the address that a client can read without knowing values, or null: variables of the query are left out, variables of the
    /// path need values.
    /// </summary>
    public Uri? Resolve(Uri document) =>
        Expand() is { } href && Uri.TryCreate(document, href, out var address)
            ? new Uri(address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped))
            : null;

    /// <summary>Returns the link, or null if the value is no object with an href.</summary>
    public static HalLink? Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("href", out var href) && href.ValueKind == JsonValueKind.String
            ? new HalLink(href.GetString()!, IsTrue(value, "templated"), Text(value, "name"), Text(value, "deprecation") is not null)
            : null;

    private string? Expand()
    {
        if (!IsTemplated)
            return Href;
        if (TemplateVariable.Of(Href).Any(variable => variable.IsPath))
            return null;
        try
        {
            return Std.UriTemplate.Expand(Href, new Dictionary<string, object>());
        }
        catch (ArgumentException)
        {
            // It is no template, whatever the document says.
            return null;
        }
    }

    private static bool IsTrue(JsonElement link, string name) =>
        link.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement link, string name) =>
        link.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
