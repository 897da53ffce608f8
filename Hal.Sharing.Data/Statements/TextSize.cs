using System.Buffers;

namespace Hal.Sharing.Data.Statements;

/// <summary>Estimates the bytes of texts in a JSON document, so that a page is limited in bytes as well as in rows.</summary>
internal static class TextSize
{
    /// <summary>The size of <c>\uXXXX</c>, an escape of JSON (RFC 8259, section 7) or of JSON that is safe in HTML.</summary>
    private const int Escaped = 6;

    /// <summary>The most bytes of UTF-8 for a character that is not a surrogate.</summary>
    private const int NotAscii = 3;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create(" !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Returns the size in bytes or a larger number; null texts count nothing.</summary>
    public static int Of(params ReadOnlySpan<string?> texts)
    {
        var size = 0;
        foreach (var text in texts)
            if (text is not null)
                size += Of(text.AsSpan());
        return size;
    }

    private static int Of(ReadOnlySpan<char> text)
    {
        var size = 0;
        while (text.IndexOfAnyExcept(Plain) is var next and >= 0)
        {
            size += next + (text[next] < 128 || char.IsSurrogate(text[next]) ? Escaped : NotAscii);
            text = text[(next + 1)..];
        }
        return size + text.Length;
    }
}
