using System.Text.Json;
using Microsoft.IdentityModel.Protocols;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Reads the provider's documents and keeps their text. The library reads any JSON object as metadata or as a set of keys, so that an error
/// page in JSON would withdraw all keys. Its own reader repeats requests that fail.
/// </summary>
internal sealed class ProviderDocuments(HttpClient client, bool requiresHttps) : IDocumentRetriever
{
    private readonly List<string> _texts = [];

    /// <summary>All documents: equal if nothing changed.</summary>
    public string Text => string.Join('\n', _texts);

    /// <summary>Whether the second document is a set of keys (RFC 7517, section 5), possibly an empty one.</summary>
    public bool HasKeys => _texts is [_, var keys] && IsKeySet(keys);

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (requiresHttps && !address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"The address '{address}' does not begin with https://.");
        var text = await client.GetStringAsync(new Uri(address, UriKind.Absolute), cancel);
        _texts.Add(text);
        return text;
    }

    private static bool IsKeySet(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            && keys.EnumerateArray().All(key => key.ValueKind == JsonValueKind.Object);
    }
}
