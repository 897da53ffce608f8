using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>A shell block of a document, and the block directly after it, which shows the response.</summary>
/// <param name="Commands">What a reader pastes.</param>
/// <param name="Kind">Of the response: json, text, or empty if none is shown.</param>
/// <param name="Shown">The response; … marks omissions.</param>
internal sealed partial record ShellBlock(string Commands, string Kind, string Shown)
{
    public static IReadOnlyList<ShellBlock> Read(string markdown)
    {
        var blocks = new List<ShellBlock>();
        foreach (Match fence in Fence().Matches(markdown))
        {
            var (kind, text) = (fence.Groups["kind"].Value, fence.Groups["text"].Value);
            if (kind == "sh")
                blocks.Add(new(text, "", ""));
            else if (blocks.Count > 0 && kind is "json" or "text" && blocks[^1].Kind.Length == 0)
                blocks[^1] = blocks[^1] with { Kind = kind, Shown = text };
        }
        return blocks;
    }

    [GeneratedRegex(@"^```(?<kind>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
