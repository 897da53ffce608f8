using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Architecture;

/// <summary><c>bench/run</c> finds the statements that it measures by their names.</summary>
public sealed partial class BenchTests
{
    [Fact]
    public void EveryStatementOfTheBench_IsOneOfTheServer()
    {
        var named =
            from source in Repository.Sources("bench")
            from Match name in Statement().Matches(source.Text)
            select name.Groups[1].Value;

        named.Should().NotBeEmpty().And.BeSubsetOf(SqlConstants.All().Select(constant => constant.Name));
    }

    [GeneratedRegex(@"ServerStatements\.Text\(""([^""]+)""")]
    private static partial Regex Statement();
}
