using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The ID and the secret of an OAuth client in HTTP Basic (RFC 7617, section 2). RFC 6749, section 2.3.1, form-encodes both first. IDs and
/// secrets of this server have no character that this changes, except that some clients encode <c>@</c>; such an ID is not found.
/// </summary>
public sealed record BasicCredentials(string ClientId, string Secret)
{
    public const string Scheme = "Basic";
    public const string Challenge = "Basic realm=\"hal-sharing\", charset=\"UTF-8\"";

    private const int MaxLength = 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns false if the text is not the base64 of UTF-8 with a colon between an ID and a secret.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        var bytes = new byte[MaxLength];
        // The decoder of .NET skips white space, which RFC 4648 does not permit.
        if (text.Length > MaxLength || text.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(text, bytes, out var count)
            || Decode(bytes.AsSpan(0, count)) is not { } pair || pair.Any(char.IsControl))
            return false;
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == pair.Length - 1)
            return false;
        credentials = new(pair[..colon], pair[(colon + 1)..]);
        return true;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
