using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Pages;

/// <summary>Markup that may be sent as it is: whatever was filled into it is encoded, unless it was markup already.</summary>
public sealed record Html(string Text)
{
    public static readonly Html Nothing = new("");

    /// <summary>The literal parts are markup, the filled-in texts are not.</summary>
    public static Html Of(HtmlFilling filling) => new(filling.Text);

    public static Html Join(IEnumerable<Html> parts) => new(string.Join('\n', parts.Select(part => part.Text)));

    public override string ToString() => Text;
}

/// <summary>Encodes what stands between the braces of an interpolated string.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlFilling(int literalLength, int formattedCount)
{
    // Letters of all scripts stay readable; what means something in HTML, in quotes too, does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 16));

    public string Text => _markup.ToString();

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html part) => _markup.Append(part.Text);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int number) => _markup.Append(number.ToString(CultureInfo.InvariantCulture));
}
