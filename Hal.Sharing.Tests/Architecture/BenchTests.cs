namespace Hal.Sharing.Tests.Architecture;

/// <summary>What <c>bench/run</c> measures is what the server runs.</summary>
public sealed class BenchTests
{
    // pgbench draws numbers and passes texts, but no null.
    private static readonly Dictionary<string, string> Values = new()
    {
        ["party"] = "nullif(:none, '-')",
        ["team"] = "nullif(:none, '-')",
        ["acted"] = ":acted::boolean",
        ["after"] = "coalesce(nullif(:none, '-'), '')",
    };

    [Theory]
    [InlineData("integration.sql", "IntegrationQueries.GetSql")]
    [InlineData("share-list.sql", "ShareQueries.ListSql")]
    public void Statement_IsTheServersOwn(string file, string statement)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "bench", file));
        var measured = string.Join('\n', lines.Where(line => line is not (['-', '-', ..] or ['\\', ..])));

        var sql = SqlConstants.All().Single(constant => constant.Name == statement).Sql;
        measured.Should().Be(SqlConstants.Parameter().Replace(sql, match =>
            Values.GetValueOrDefault(match.Groups[1].Value, $":{match.Groups[1].Value}")));
    }
}
