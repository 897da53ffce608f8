using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// A JWS in compact form (RFC 7515, section 3.1), parsed strictly before any key is used. The library's <c>JsonWebToken</c> keeps the last
/// of two equal properties, ignores <c>crit</c> and reads numbers from strings, so that two parsers could see two different tokens.
/// </summary>
public sealed record CompactToken(string Text, JsonElement Header, JsonElement Payload)
{
    public const int MaxLength = 8 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Returns false unless the text is three parts of unpadded base64url, the first two of which are JSON objects.</summary>
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

    /// <summary>Returns whether the text is three parts of unpadded base64url, joined by dots.</summary>
    public static bool IsCompact(string text) => text.Split('.') is { Length: 3 } parts && parts.All(IsBase64Url);

    /// <summary>
    /// Whether the token is marked as an access token, by its type (RFC 9068, section 2.1) or by a scope, which identity tokens do not
    /// have. Not every provider sets that type: Microsoft Entra ID and Keycloak do not.
    /// </summary>
    public bool IsAccessToken =>
        Header.TryReadString("typ", out var type) && type?.EndsWith("at+jwt", StringComparison.OrdinalIgnoreCase) is true
        || HasScope("scope") || HasScope("scp");

    /// <summary>The key that the header names; null if it names none.</summary>
    public string? KeyId => Header.TryReadString("kid", out var keyId) ? keyId : null;

    public string? Algorithm => Header.TryReadString("alg", out var algorithm) ? algorithm : null;

    /// <summary>Whether the token requires an extension (RFC 7515, section 4.1.11). This server supports none.</summary>
    public bool IsCritical => Header.TryGetProperty("crit", out _) || Header.TryGetProperty("b64", out _);

    private bool HasScope(string claim) => Payload.TryReadString(claim, out var scope)
        ? !string.IsNullOrEmpty(scope)
        : Payload.TryGetProperty(claim, out var scopes) && scopes.ValueKind == JsonValueKind.Array && scopes.GetArrayLength() > 0;

    // The decoder of .NET skips white space, which RFC 7515 does not permit.
    private static bool IsBase64Url(string part) =>
        part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static JsonElement? ReadObject(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
