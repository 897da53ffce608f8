using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>Compares docs/map.md with the folders: every folder says in one sentence what belongs there.</summary>
public sealed partial class MapTests
{
    private static readonly string[] BuildOutput = ["bin", "obj", "Properties"];

    [Theory]
    [InlineData("Hal.Sharing.Api")]
    [InlineData("Hal.Sharing.Data")]
    [InlineData("db")]
    public void EveryFolder_IsOnTheMap(string project) => Mapped(project).Should().Equal(Folders(project));

    [Fact]
    public void EveryTheme_IsOnTheMap()
    {
        var mirrored = Folders("Hal.Sharing.Api").Concat(Folders("Hal.Sharing.Data"));

        Mapped("Hal.Sharing.Tests").Should().Equal(Folders("Hal.Sharing.Tests").Except(mirrored));
    }

    private static List<string> Folders(string project)
    {
        var folders =
            from folder in Directory.GetDirectories(Path.Combine(Repository.Root, project))
            where Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()
            select Path.GetFileName(folder);
        return [.. folders.Except(BuildOutput).Order(StringComparer.Ordinal)];
    }

    private static List<string> Mapped(string project)
    {
        var map = File.ReadAllText(Path.Combine(Repository.Root, "docs", "map.md"));
        var section = map.Split("\n## ").Single(part => part.StartsWith(project + ":", StringComparison.Ordinal));
        return [.. Row().Matches(section).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^\| `(\w+)` \| [A-Z][^|]+[.] \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
