using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Rels;

/// <summary>Writes the parts of a page as HTML.</summary>
internal static class HtmlBlocks
{
    private static readonly Regex Inline = new(@"`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<href>[^)]+)\)");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(IEnumerable<Block> blocks) => string.Join('\n', blocks.Select(Write));

    private static string Write(Block block) => block switch
    {
        Block.Heading(var text) => $"<h2>{Text(text)}</h2>",
        Block.Paragraph(var text) => $"<p>{Text(text)}</p>",
        Block.Items(var texts) => $"<ul>\n{string.Join('\n', texts.Select(text => $"<li>{Text(text)}</li>"))}\n</ul>",
        Block.Table(var head, var rows) =>
            $"<table>\n<thead>{Row(head, "th scope=\"col\"", "th")}</thead>\n" +
            $"<tbody>\n{string.Join('\n', rows.Select(row => Row(row, "td", "td")))}\n</tbody>\n</table>",
        // A listing can be wider than the page: it takes the focus, so that the keyboard scrolls it.
        Block.Listing(var text) => $"<pre tabindex=\"0\"><code>{Encoder.Encode(text)}</code></pre>",
        _ => throw new UnreachableException(),
    };

    private static string Row(IEnumerable<string> cells, string start, string end) =>
        $"<tr>{string.Concat(cells.Select(cell => $"<{start}>{Text(cell)}</{end}>"))}</tr>";

    private static string Text(string markdown) => Inline.Replace(Encoder.Encode(markdown), match => match.Groups["code"].Success
        ? $"<code>{match.Groups["code"].Value}</code>"
        : $"<a href=\"{match.Groups["href"].Value}\">{match.Groups["text"].Value}</a>");
}
