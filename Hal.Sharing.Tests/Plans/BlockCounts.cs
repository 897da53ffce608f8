using System.Globalization;
using System.Text.Json;
using Dapper;
using Hal.Sharing.Tests.Architecture;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>Counts the blocks that PostgreSQL reads for a statement: its work, whatever else the machine does.</summary>
internal static class BlockCounts
{
    /// <param name="statement">As <c>UserQueries.ListSql</c>.</param>
    /// <param name="parameters">All parameters of the statement except those of the caller: texts, numbers or null.</param>
    public static async Task<long> BlocksAsync(
        this DataStack data, string statement, string caller, params (string Name, object? Value)[] parameters)
    {
        var sql = SqlConstants.All().Single(constant => constant.Name == statement).Sql;
        (string Name, object? Value)[] all = [("caller", caller), ("party", null), ("team", null), ("acted", false), .. parameters];
        var numbered = SqlConstants.Parameter().Replace(
            sql, match => $"${Array.FindIndex(all, parameter => parameter.Name == match.Groups[1].Value) + 1}");

        // A connection of the server: one plan for all values.
        await using var connection = await data.OpenAsync();
        await connection.ExecuteAsync($"prepare probe ({string.Join(", ", all.Select(Type))}) as {numbered}");
        var blocks = 0L;
        // Planning and caching at first are not counted.
        for (var run = 0; run < 3; run++)
        {
            using var plan = JsonDocument.Parse(await connection.QuerySingleAsync<string>(
                $"explain (analyze, buffers, timing off, format json) execute probe ({string.Join(", ", all.Select(Literal))})"));
            var root = plan.RootElement[0].GetProperty("Plan");
            blocks = root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
        }
        await connection.ExecuteAsync("deallocate probe");
        return blocks;
    }

    private static string Type((string Name, object? Value) parameter) => parameter switch
    {
        { Value: bool } => "boolean",
        { Value: int } => "integer",
        { Value: long } => "bigint",
        _ => "text",
    };

    private static string Literal((string Name, object? Value) parameter) => parameter.Value switch
    {
        null => "null",
        string text => $"'{text}'",
        bool value => value ? "true" : "false",
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };
}
