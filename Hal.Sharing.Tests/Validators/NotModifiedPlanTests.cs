using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Data.Shares;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>What PostgreSQL itself says that it read for a share list: of the list nothing, where the client has it.</summary>
public sealed class NotModifiedPlanTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("user:level1")]
    public async Task CurrentList_IsNotRead(string after)
    {
        var id = await stage.AddIntegrationOfAsync("user:owner", ("user:level1", 1), ("user:level2", 2));
        var versions = (await stage.QueryAsync<(long List, long Directory)>(
            "select i.share_list_version, d.version from integrations i cross join directory d where i.id = @id", new { id })).Single();

        (await SharesReadAsync(id, after, "null", "null")).Should().BePositive("the plan shows what is read");
        (await SharesReadAsync(id, after, $"{versions.List}", $"{versions.Directory + 1}")).Should().BePositive("a user was renamed");
        (await SharesReadAsync(id, after, $"{versions.List}", $"{versions.Directory}")).Should().Be(0);
    }

    /// <summary>Returns how often the list's own scans of shares ran: those below a limit. (Permissions are found by key.)</summary>
    private async Task<int> SharesReadAsync(string id, string after, string heldList, string heldDirectory)
    {
        var statement = (string)typeof(ShareQueries).GetField(
            "ListSql", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        foreach (var (name, value) in new[]
        {
            ("caller", "'owner'"), ("party", "null::text"), ("team", "null::text"), ("acted", "false"), ("name", $"'{id}'"),
            ("after", $"'{after}'"),
            ("limit", "1"), ("fetch", "2"), ("heldList", $"{heldList}::bigint"), ("heldDirectory", $"{heldDirectory}::bigint"),
        })
            statement = Regex.Replace(statement, $@"@{name}\b", value);
        using var plan = JsonDocument.Parse(await stage.ScalarAsync<string>($"explain (analyze, format json) {statement}"));
        return Loops(plan.RootElement[0].GetProperty("Plan"), isLimited: false);
    }

    private static int Loops(JsonElement node, bool isLimited)
    {
        isLimited |= node.GetProperty("Node Type").GetString() == "Limit";
        var own = isLimited && node.TryGetProperty("Relation Name", out var relation)
            && relation.GetString() == "shares" ? node.GetProperty("Actual Loops").GetInt32() : 0;
        return own + (node.TryGetProperty("Plans", out var parts) ? parts.EnumerateArray().Sum(part => Loops(part, isLimited)) : 0);
    }
}
