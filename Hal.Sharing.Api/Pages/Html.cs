using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Pages;

/// <summary>Markup that is safe to send: all texts in it are encoded.</summary>
public sealed record Html(string Text)
{
    public static readonly Html Nothing = new("");

    /// <summary>Creates markup from an interpolated string: literal parts are markup, interpolated texts are encoded.</summary>
    public static Html Of(HtmlFilling filling) => new(filling.Text);

    public static Html Join(IEnumerable<Html> parts) => new(string.Join('\n', parts.Select(part => part.Text)));

    public override string ToString() => Text;
}

/// <summary>Encodes the texts between the braces of an interpolated string.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlFilling(int literalLength, int formattedCount)
{
    // Letters of all scripts stay readable. Characters with a meaning in HTML or in quoted attributes are encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 16));

    public string Text => _markup.ToString();

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html part) => _markup.Append(part.Text);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int number) => _markup.Append(number.ToString(CultureInfo.InvariantCulture));
}
