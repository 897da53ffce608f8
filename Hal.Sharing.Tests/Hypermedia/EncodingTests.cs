using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>The characters that JSON responses escape: those that JSON requires, and those with a meaning in HTML or scripts.</summary>
public sealed class EncodingTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = ReadableJsonEncoder.Instance };

    [Theory]
    [InlineData("O'Brien + Søn, 東京 😀 `a` = ~/%", "O'Brien + Søn, 東京 😀 `a` = ~/%")]
    [InlineData("<script>&amp;</script>", @"\u003Cscript\u003E\u0026amp;\u003C/script\u003E")]
    [InlineData("a\"b\\c", @"a\""b\\c")]
    [InlineData("\n\r\t\b\f\0\u001f\u007f", @"\n\r\t\b\f\u0000\u001F\u007F")]
    [InlineData("é\u2028é\u2029", @"é\u2028é\u2029")]
    public void Text_IsEscapedWhereRequired_AndReadableOtherwise(string text, string written)
    {
        Write(json => json.WriteStringValue(text)).Should().Be($"\"{written}\"");
        Write(json => json.WriteStringValue(Encoding.UTF8.GetBytes(text))).Should().Be($"\"{written}\"");
        Write(json => json.WriteStringValue(JsonEncodedText.Encode(text, ReadableJsonEncoder.Instance))).Should().Be($"\"{written}\"");
        JsonSerializer.Serialize(text, Options).Should().Be($"\"{written}\"");
    }

    [Fact]
    public void EveryCharacter_IsReadBackUnchanged()
    {
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (!Rune.IsValid(scalar))
                continue;
            var text = $"a{new Rune(scalar)}ä";
            var written = Write(json => json.WriteStringValue(text));

            if (JsonSerializer.Deserialize<string>(written) != text || written.AsSpan(1, written.Length - 2).ContainsAny("<>&\u2028\u2029"))
                written.Should().Be(text, "U+{0:X} must not change", scalar);
        }
    }

    [Fact]
    public void HalfOfASurrogatePair_BecomesTheReplacementCharacter()
    {
        Write(json => json.WriteStringValue("a\ud800b")).Should().Be("\"a\ufffdb\"");
        ReadableJsonEncoder.Instance.Encode("\udfff").Should().Be("\ufffd");
    }

    [Fact]
    public void OnlyMarkup_IsEscapedBeyondTheRelaxedEncoder()
    {
        var escaped = Enumerable.Range(0, char.MaxValue + 1).Where(scalar => !char.IsSurrogate((char)scalar))
            .Where(scalar => ReadableJsonEncoder.Instance.WillEncode(scalar) != JavaScriptEncoder.UnsafeRelaxedJsonEscaping.WillEncode(
                scalar));

        escaped.Select(scalar => (char)scalar).Should().Equal('&', '<', '>');
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ReadableJsonEncoder.WriterOptions))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
