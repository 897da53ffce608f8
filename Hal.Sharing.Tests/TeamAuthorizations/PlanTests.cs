using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Principals;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>The plans of searches and lists with many users: no full scan of a large table.</summary>
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
    public async Task UsersOfTeam_ComeFromIndexes_InEveryPlanMode(string statement, string pattern, string mode)
    {
        var plan = await PlanAsync(Sql<TeamAuthorizationQueries>(statement), mode, ("id", "'team1'"), ("pattern", $"'{pattern}'"));

        plan.Where(node => Large.Contains(node.Table)).Should()
            .OnlyContain(node => node.Node == "Index Scan" || node.Node == "Index Only Scan")
            .And.Contain(node => node.Index == "team_authorizations_by_team");
    }

    [Theory]
    [InlineData("%zebra%", true, true)]
    [InlineData("%person%", true, false)]
    [InlineData("%e%", false, false)]
    [InlineData("%xx%", false, false)]
    [InlineData("%--%", false, false)]
    public async Task Principals_AreFoundByIndexThatFitsPattern(string pattern, bool hasTrigram, bool isRare)
    {
        var (plan, settings) = await PlanOfFunctionAsync("find_principals",
            ("caller_id", "'u000001'"), ("caller_is_superuser", "false"), ("pattern", $"'{pattern}'"),
            ("from_id", "'team:'"), ("to_id", "'user;'"), ("after_id", "''"), ("page_limit", "100"));

        settings.Should().Contain("plan_cache_mode=force_custom_plan");
        plan.Should().NotContain(node => node.Node == "Seq Scan" && Large.Contains(node.Table));
        plan.Any(node => node.Index == "principals_search").Should().Be(isRare);
        await using var connection = await many.Data.OutsideAsync();
        (await connection.QuerySingleAsync<bool>("select @pattern ~ '[[:alnum:]]{3}'", new { pattern })).Should().Be(hasTrigram);
    }

    [Theory]
    [InlineData("false", "''")]
    [InlineData("false", "'user:u050000'")]
    [InlineData("true", "''")]
    [InlineData("true", "'user:u050000'")]
    public async Task PageOfList_IsReadInOrderOfIds(string isSuperuser, string after)
    {
        var (plan, settings) = await PlanOfFunctionAsync("list_principals",
            ("caller_id", "'u000001'"), ("caller_is_superuser", isSuperuser), ("from_id", "'team:'"), ("to_id", "'user;'"),
            ("after_id", after), ("page_limit", "100"), ("unmanaged", "10001"), ("nearby", "array['user:u050001']"));

        settings.Should().Contain("plan_cache_mode=force_generic_plan");
        plan.Where(node => Large.Contains(node.Table)).Should().NotBeEmpty()
            .And.OnlyContain(node => node.Node == "Index Scan" || node.Node == "Index Only Scan");
        plan.Any(node => node.Index == "principals_unmanaged").Should().Be(isSuperuser == "false");
    }

    [Fact]
    public async Task EverySearch_IsPlannedForItsPattern()
    {
        await using var connection = await many.Data.OutsideAsync();

        (await connection.QueryAsync<(string, bool?)>(
            @"select proname, 'plan_cache_mode=force_custom_plan' = any(proconfig)
              from pg_proc where proname like 'find\_%' order by proname"))
            .Should().Equal(("find_integrations", true), ("find_principals", true));
    }

    [Fact]
    public async Task Search_FindsEveryMatch_PageByPage()
    {
        (await WalkAsync("ZEBRA", 4)).Should().Equal(
            "10: u010000 u020000 u030000 u040000 | ", "10: u050000 u060000 u070000 u080000 | first", "10: u090000 u100000 | user:u040000");
        (await WalkAsync("person", 2)).Should().Equal(
            "many: u000001 u000002 | ", "many: u000003 u000004 | first", "many: u000005 u000006 | user:u000002");
        (await WalkAsync("U09999", 2)).Should().Equal(
            "10: u099990 u099991 | ", "10: u099992 u099993 | first", "10: u099994 u099995 | user:u099991");
        (await WalkAsync("unknown", 2)).Should().Equal("0:  | ");
    }

    /// <summary>Returns up to three pages: total, IDs, and the cursor of the previous page.</summary>
    private async Task<IReadOnlyList<string>> WalkAsync(string text, int limit)
    {
        var queries = new PrincipalQueries(many.Data.Database);
        var pages = new List<string>();
        var after = "";
        while (pages.Count < 3)
        {
            var page = await queries.ListAsync(new Caller("u000001"), new(text, null), new(limit, after), default);
            var previous = page.PreviousAfter switch { null => "", "" => "first", var id => id };
            var total = page.Total?.ToString(CultureInfo.InvariantCulture) ?? "many";
            pages.Add($"{total}: {string.Join(' ', page.Rows.Select(row => row.Id[5..]))} | {previous}");
            if (page.NextAfter is null)
                break;
            after = page.NextAfter;
        }
        return pages;
    }

    [Fact]
    public async Task UsersOfTeam_AreComplete()
    {
        var queries = new TeamAuthorizationQueries(many.Data.Database);

        (await queries.ListUsersAsync(new Caller("u000001"), "team1", null, default))!.Rows.Should().HaveCount(10_000)
            .And.BeInAscendingOrder(user => user.Id, StringComparer.Ordinal);
        (await queries.ListUsersAsync(new Caller("u000001"), "team1", "ZEBRA", default))!.Rows.Should().HaveCount(10);
    }

    private async Task<IReadOnlyList<(string Node, string? Table, string? Index)>> PlanAsync(
        string sql, string mode, params (string Name, string Value)[] parameters)
    {
        (string Name, string Value)[] all =
            [("caller", "'u000001'"), ("party", "null"), ("team", "null"), ("acted", "false"), .. parameters];
        var numbered = Parameter().Replace(
            sql, match => $"${Array.FindIndex(all, parameter => parameter.Name == match.Groups[1].Value) + 1}");
        var types = string.Join(", ", all.Select(parameter => parameter switch
        {
            ("acted", _) => "boolean",
            ("limit" or "fetch", _) => "bigint",
            _ => "text",
        }));
        var values = string.Join(", ", all.Select(parameter => parameter.Value));

        await using var connection = await many.Data.OutsideAsync();
        await connection.ExecuteAsync($"set plan_cache_mode = {mode}; prepare probe ({types}) as {numbered}");
        var json = await connection.QuerySingleAsync<string>($"explain (format json) execute probe ({values})");
        await connection.ExecuteAsync("deallocate probe; reset plan_cache_mode");
        return Plan(json);
    }

    /// <summary>Returns the plan of the last query of a function for these arguments, and the function's settings.</summary>
    private async Task<(IReadOnlyList<(string Node, string? Table, string? Index)> Plan, string[] Settings)> PlanOfFunctionAsync(
        string function, params (string Name, string Value)[] arguments)
    {
        await using var connection = await many.Data.OutsideAsync();
        var (source, settings) = await connection.QuerySingleAsync<(string, string[])>(
            "select prosrc, proconfig from pg_proc where proname = @function", new { function });
        var start = source.IndexOf("return query", StringComparison.Ordinal) + "return query".Length;
        var query = source[start..source.LastIndexOf(';', source.LastIndexOf("end", StringComparison.Ordinal))];
        foreach (var (name, value) in arguments)
            query = Regex.Replace(query, $@"\b{name}\b", value);
        var set = string.Concat(settings.Select(setting => $"set local {setting.Replace("=", " = ", StringComparison.Ordinal)}; "));

        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(set);
        return (Plan(await connection.QuerySingleAsync<string>($"explain (format json) {query}")), settings);
    }

    private static IReadOnlyList<(string Node, string? Table, string? Index)> Plan(string json)
    {
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
