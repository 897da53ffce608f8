using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Principals;
using Hal.Sharing.Data.TeamAuthorizations;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

public sealed partial class PlanTests(ManyUsers many) : IClassFixture<ManyUsers>
{
    private static readonly string[] Large = ["users", "principals", "account_ids", "team_authorizations"];

    [Theory]
    [InlineData("ListUsersSql", "%", "force_custom_plan")]
    [InlineData("ListUsersSql", "%", "force_generic_plan")]
    [InlineData("FindUsersSql", "%zebra%", "force_custom_plan")]
    [InlineData("FindUsersSql", "%zebra%", "force_generic_plan")]
    [InlineData("FindUsersSql", "%e%", "force_custom_plan")]
    [InlineData("FindUsersSql", "%e%", "force_generic_plan")]
    public async Task UsersOfATeam_ComeFromIndexes_HoweverTheStatementIsPlanned(string statement, string pattern, string mode)
    {
        var plan = await PlanAsync(Sql<TeamAuthorizationQueries>(statement), mode, ("id", "'team1'"), ("pattern", $"'{pattern}'"));

        plan.Where(node => Large.Contains(node.Table)).Should().OnlyContain(node => node.Node == "Index Scan" || node.Node == "Index Only Scan")
            .And.Contain(node => node.Index == "team_authorizations_by_team");
    }

    [Theory]
    [InlineData("%zebra%", "principals_search")]
    [InlineData("%person%", "principals_pkey")]
    [InlineData("%e%", "principals_pkey")]
    public async Task Principals_AreFoundByTheIndexThatSuitsThePattern(string pattern, string index)
    {
        var sql = Sql<PrincipalQueries>("SearchSql").Replace("call plan_for_values();", "", StringComparison.Ordinal);

        var plan = await PlanAsync(
            sql, "force_custom_plan", ("from", "'team:'"), ("to", "'user;'"), ("pattern", $"'{pattern}'"), ("after", "''"), ("limit", "100"), ("fetch", "101"));

        plan.Should().NotContain(node => node.Node == "Seq Scan" && Large.Contains(node.Table));
        plan.Where(node => node.Index?.StartsWith("principals_", StringComparison.Ordinal) is true).Should().OnlyContain(node => node.Index == index);
    }

    [Fact]
    public async Task Search_IsPlannedForItsPattern_EveryTime()
    {
        await using var stack = new DataStack(many.ConnectionString, "Maximum Pool Size=1");
        var queries = new PrincipalQueries(stack.Database);
        foreach (var text in Enumerable.Repeat("zebra", 20).Append("person"))
            await queries.ListAsync(new Caller("u000001"), new(text, null), new(100), default);

        var plans = await stack.Database.ReadAsync((connection, _) => connection.QuerySingleAsync<(long Custom, long Generic)>(
            "select custom_plans, generic_plans from pg_prepared_statements where statement like '%p.search like%'"), default);

        plans.Should().Be((20L, 0L), "it was prepared at its second use");
    }

    [Fact]
    public async Task Search_FindsWhatIsThere()
    {
        var queries = new PrincipalQueries(many.Data.Database);

        var rare = await queries.ListAsync(new Caller("u000001"), new("ZEBRA", null), new(4), default);
        var common = await queries.ListAsync(new Caller("u000001"), new("person", null), new(4), default);

        (rare.Rows.Count, rare.Total).Should().Be((4, 10));
        (common.Rows.Count, common.Total).Should().Be((4, null));
    }

    [Fact]
    public async Task UsersOfATeam_AreAllThere()
    {
        var queries = new TeamAuthorizationQueries(many.Data.Database);

        (await queries.ListUsersAsync(new Caller("u000001"), "team1", null, default))!.Rows.Should().HaveCount(10_000).And.BeInAscendingOrder(user => user.Id, StringComparer.Ordinal);
        (await queries.ListUsersAsync(new Caller("u000001"), "team1", "ZEBRA", default))!.Rows.Should().HaveCount(10);
    }

    private async Task<IReadOnlyList<(string Node, string? Table, string? Index)>> PlanAsync(
        string sql, string mode, params (string Name, string Value)[] parameters)
    {
        (string Name, string Value)[] all = [("caller", "'u000001'"), ("party", "null"), ("team", "null"), ("acted", "false"), .. parameters];
        var numbered = Parameter().Replace(sql, match => $"${Array.FindIndex(all, parameter => parameter.Name == match.Groups[1].Value) + 1}");
        var types = string.Join(", ", all.Select(parameter => parameter switch { ("acted", _) => "boolean", ("limit" or "fetch", _) => "integer", _ => "text" }));
        var values = string.Join(", ", all.Select(parameter => parameter.Value));

        await using var connection = await many.Data.OutsideAsync();
        await connection.ExecuteAsync($"set plan_cache_mode = {mode}; prepare probe ({types}) as {numbered}");
        var json = await connection.QuerySingleAsync<string>($"explain (format json) execute probe ({values})");
        await connection.ExecuteAsync("deallocate probe; reset plan_cache_mode");
        using var plan = JsonDocument.Parse(json);
        return [.. Nodes(plan.RootElement[0].GetProperty("Plan"))];
    }

    private static IEnumerable<(string Node, string? Table, string? Index)> Nodes(JsonElement plan)
    {
        yield return (plan.GetProperty("Node Type").GetString()!, Text(plan, "Relation Name"), Text(plan, "Index Name"));
        if (plan.TryGetProperty("Plans", out var below))
            foreach (var node in below.EnumerateArray().SelectMany(Nodes))
                yield return node;
    }

    private static string? Text(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Sql<T>(string name) =>
        (string)typeof(T).GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;

    [GeneratedRegex("@([a-z_]+)")]
    private static partial Regex Parameter();
}
