using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.Rels;

/// <summary>Writes a page as Markdown with tables (<c>text/markdown</c>, RFC 7763).</summary>
internal static class MarkdownPage
{
    public const string MediaType = "text/markdown";

    public static IActionResult Of(HttpContext http, string title, IEnumerable<Block> blocks)
    {
        var bytes = Encoding.UTF8.GetBytes($"# {title}\n\n{string.Join("\n\n", blocks.Select(Write))}\n");
        return PublicDocument.Respond(
            http, bytes, $"{MediaType}; charset=utf-8", EntityTag.OfPublic(MediaType, SHA256.HashData(bytes)));
    }

    private static string Write(Block block) => block switch
    {
        Block.Heading(var text) => $"## {text}",
        Block.Paragraph(var text) => text,
        Block.Items(var texts) => string.Join('\n', texts.Select(text => $"- {text}")),
        Block.Table(var head, var rows) => string.Join('\n', rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(Row)),
        Block.Listing(var text) => $"```\n{text}\n```",
        _ => throw new UnreachableException(),
    };

    // A bar ends a cell, even inside code.
    private static string Row(IReadOnlyList<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
}
