using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>Every promise in docs/guarantees.md and SECURITY.md names the tests that prove it, and those exist.</summary>
public sealed partial class GuaranteesTests
{
    private static readonly HashSet<string> Classes = [.. typeof(GuaranteesTests).Assembly.GetTypes().Select(type => type.Name)];

    [Theory]
    [InlineData("docs/guarantees.md")]
    [InlineData("SECURITY.md")]
    public void EveryNamedTest_Exists(string document)
    {
        var named = Named().Matches(Read(document)).Select(match => match.Groups[1].Value).Distinct().ToList();

        named.Should().HaveCountGreaterThan(10, "the rule must find names");
        named.Except(Classes).Should().BeEmpty();
    }

    [Fact]
    public void EveryPromise_NamesATest()
    {
        var rows = Read("docs/guarantees.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith(" test |", StringComparison.Ordinal)).ToList();
        var promises = Read("SECURITY.md").Split("\n## ").Single(part => part.StartsWith("Guarantees", StringComparison.Ordinal))
            .Split("\n- ").Skip(1).ToList();

        rows.Concat(promises).Where(promise => !Named().IsMatch(promise)).Should().BeEmpty();
        (rows.Count > 10, promises.Count > 5).Should().Be((true, true), "the rule must find promises");
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex Named();
}
