using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// A JWS in compact form (RFC 7515, section 3.1), taken apart before any key is looked at: the library keeps the last of two equal
/// members, skips <c>crit</c> and reads numbers from strings, so that two readers could see two different tokens.
/// </summary>
public sealed record CompactToken(string Text, JsonElement Header, JsonElement Payload)
{
    public const int MaxLength = 8 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>False for anything but three parts of unpadded base64url, of which the first two hold JSON objects.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CompactToken? token)
    {
        token = null;
        var parts = text.Split('.');
        if (text.Length > MaxLength || !IsCompact(text)
            || ReadObject(parts[0]) is not { } header || ReadObject(parts[1]) is not { } payload)
            return false;
        token = new CompactToken(text, header, payload);
        return true;
    }

    /// <summary>Whether the text has the form of a token at all: three parts of unpadded base64url, joined by dots.</summary>
    public static bool IsCompact(string text) => text.Split('.') is { Length: 3 } parts && parts.All(IsBase64Url);

    /// <summary>
    /// Whether the token says that it is an access token, by its type (RFC 9068, section 2.1) or by a scope, which identity tokens do not
    /// have. Not every provider sets that type: Microsoft Entra ID and Keycloak do not.
    /// </summary>
    public bool IsAccessToken =>
        Header.TryReadString("typ", out var type) && type?.EndsWith("at+jwt", StringComparison.OrdinalIgnoreCase) is true
        || HasScope("scope") || HasScope("scp");

    /// <summary>The key that the header names; null without one.</summary>
    public string? KeyId => Header.TryReadString("kid", out var keyId) ? keyId : null;

    public string? Algorithm => Header.TryReadString("alg", out var algorithm) ? algorithm : null;

    /// <summary>Extensions that one must understand (RFC 7515, section 4.1.11): none is understood here.</summary>
    public bool IsCritical => Header.TryGetProperty("crit", out _) || Header.TryGetProperty("b64", out _);

    private bool HasScope(string claim) => Payload.TryReadString(claim, out var scope)
        ? !string.IsNullOrEmpty(scope)
        : Payload.TryGetProperty(claim, out var scopes) && scopes.ValueKind == JsonValueKind.Array && scopes.GetArrayLength() > 0;

    // .NET's decoder skips white space; the alphabet of RFC 7515 has none.
    private static bool IsBase64Url(string part) =>
        part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static JsonElement? ReadObject(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
