using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Readme;

/// <summary>A shell block of the README, and the block right behind it that shows what comes back.</summary>
/// <param name="Commands">What a reader pastes.</param>
/// <param name="Kind">Of what comes back: json, text, or nothing where nothing is shown.</param>
/// <param name="Shown">What comes back; … leaves things out.</param>
internal sealed partial record ReadmeBlock(string Commands, string Kind, string Shown)
{
    public static IReadOnlyList<ReadmeBlock> Read(string markdown)
    {
        var blocks = new List<ReadmeBlock>();
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
