using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>Many changes in one request do what the same single requests do, one after another: random items, callers and modes.</summary>
public sealed class BulkEqualityTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const int Cases = 40;

    // None of the items below changes what these callers may do.
    private static readonly string[] Callers =
        ["owner", "level3", "level7", "readers-admin", "owners-admin", "owners-publisher", "level2", "stranger", "admin"];

    private static readonly string[] Principals =
    [
        "user:level1", "user:level2x", "user:recipient", "user:someone", "user:someone3", "user:nobody", "team:target", "team:elsewhere",
        "team:nothing", "user:stranger", "user:owners-plus", "user:readers-publisher",
    ];

    [Fact]
    public async Task ManyItems_EndAsTheSingleRequests()
    {
        var random = new Random(17);
        var results = new List<string>();
        for (var number = 0; number < Cases; number++)
        {
            var (bulk, single) = ($"equal-{Guid.NewGuid():N}", $"equal-{Guid.NewGuid():N}");
            var ownerId = random.Next(2) == 0 ? "user:owner" : "team:owners";
            await stage.AddIntegrationAsync(bulk, ownerId);
            await stage.AddIntegrationAsync(single, ownerId);
            using var caller = stage.As(Callers[random.Next(Callers.Length)]);
            var isAtomic = random.Next(2) == 0;
            var items = Principals.Where(_ => random.Next(3) == 0).DefaultIfEmpty("user:recipient")
                .OrderBy(_ => random.Next()).Select(principal => (principal, Level(random))).ToList();

            using var answer = await caller.PostAsync($"/api/integrations/{bulk}/shares/bulk", $$"""
                {"items": [{{string.Join(',', items.Select(item => Item(item.principal, item.Item2)))}}],
                 "mode": "{{(isAtomic ? "all" : "each")}}"}
                """);
            var before = await SharesAsync(single);
            var expected = new List<string>();
            foreach (var (principal, level) in items)
                expected.Add(await SendAsync(caller, single, principal, level, before));

            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                expected.Should().OnlyContain(result => result.StartsWith("refused", StringComparison.Ordinal));
                continue;
            }
            var report = await answer.JsonAsync();
            var isRefused = isAtomic && expected.Any(result => result.StartsWith("refused", StringComparison.Ordinal));
            answer.StatusCode.Should().Be(isRefused ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK);
            report.GetProperty("items").EnumerateArray().Select(item => Result(item, isRefused)).Should().Equal(expected);
            (await SharesAsync(bulk)).Should().BeEquivalentTo(isRefused ? before : await SharesAsync(single));
            results.AddRange(expected.Select(result => result.Split(' ')[0] + isRefused));
        }

        results.Distinct().Should().HaveCount(9, "every result occurs, with and without a refusal in a mode that prevents all");
    }

    /// <summary>Sends the single request, and returns its result in the words of a report.</summary>
    private static async Task<string> SendAsync(
        HttpClient caller, string integration, string principal, string level, Dictionary<string, int> before)
    {
        var path = $"/api/integrations/{integration}/shares/{principal}";
        using var answer = level == "null"
            ? await caller.DeleteAsync(path)
            : await caller.PutAsync(path, level.Length == 0 ? "{}" : $$"""{"accessLevel": {{level}}}""");
        if (!answer.IsSuccessStatusCode)
            return "refused " + Problem(await answer.JsonAsync());
        if (level == "null")
            return "revoked";
        if (!before.TryGetValue(principal, out var present))
            return "created";
        return $"{present}" == (level.Length == 0 ? "1" : level) ? "unchanged" : "updated";
    }

    private static string Result(JsonElement item, bool isRefused) => item.GetProperty("result").GetString() switch
    {
        "refused" => "refused " + Problem(item.GetProperty("problem")),
        var result => isRefused ? item.GetProperty("would").GetString()! : result!,
    };

    private static string Problem(JsonElement problem) => string.Join(' ',
        new[] { "status", "type", "title", "detail" }.Select(name => problem.GetProperty(name).ToString()));

    private static string Item(string principal, string level) => level.Length == 0
        ? $$"""{"principalId": "{{principal}}"}"""
        : $$"""{"principalId": "{{principal}}", "accessLevel": {{level}}}""";

    /// <summary>A level, null to revoke, or nothing.</summary>
    private static string Level(Random random) => random.Next(6) switch { 0 => "", 1 => "null", var other => $"{other - 1}" };

    private async Task<Dictionary<string, int>> SharesAsync(string integration) =>
        (await stage.QueryAsync<(string Id, int Level)>(
            "select principal_id, access_level from shares where integration_id = @integration", new { integration }))
        .ToDictionary(share => share.Id, share => share.Level);
}
