using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Escapes in JSON only what JSON requires, unassigned characters, and what HTML or a script could interpret as markup or the end of a
/// line: <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, U+2028 and U+2029. The framework's encoders also escape <c>'</c>, <c>+</c> and emoji, or
/// none of <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>. All JSON responses use this encoder.
/// </summary>
public sealed class ReadableJsonEncoder : JavaScriptEncoder
{
    public static readonly ReadableJsonEncoder Instance = new();

    /// <summary>The options for all JSON writers.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = Instance };

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(scalar => !Instance.WillEncode(scalar)).Select(scalar => (char)scalar)]);

    private static readonly SearchValues<byte> PlainUtf8 =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(scalar => !Instance.WillEncode(scalar)).Select(scalar => (byte)scalar)]);

    private ReadableJsonEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) =>
        IsMarkup(unicodeScalar) || (unicodeScalar <= char.MaxValue && UnsafeRelaxedJsonEscaping.WillEncode(unicodeScalar));

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        (IsMarkup(unicodeScalar) ? Default : UnsafeRelaxedJsonEscaping)
            .TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var at = span.IndexOfAnyExcept(Plain);
        while (at >= 0 && at < textLength)
        {
            // Half of a surrogate pair is encoded as U+FFFD.
            if (Rune.DecodeFromUtf16(span[at..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
                return at;
            at += length;
        }
        return -1;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var start = utf8Text.IndexOfAnyExcept(PlainUtf8);
        if (start < 0 || utf8Text[start] < 0x80)
            return start;
        var found = base.FindFirstCharacterToEncodeUtf8(utf8Text[start..]);
        return found < 0 ? -1 : start + found;
    }

    private static bool IsMarkup(int unicodeScalar) => unicodeScalar is '<' or '>' or '&';
}
