using System.Net.Http.Headers;
using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>
/// Two requests at the same time, one to each of two servers on one database: the responses and the order of the change records are those
/// of one order of the two requests.
/// </summary>
public sealed class TwoServerRaceTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Share = "PUT /api/integrations/ID/shares/user:";
    private const string Owner = "PUT /api/integrations/ID/owner";

    /// <summary>A race: caller, request and body of each side, and the possible responses with the actions that they record.</summary>
    public static TheoryData<string[], string[], string[]> Races => new()
    {
        {
            ["owner", Owner, """{"userId": "recipient"}"""], ["owner", Owner, """{"userId": "someone"}"""],
            ["200/404 integration.transfer", "404/200 integration.transfer"]
        },
        {
            ["admin", Owner, """{"userId": "recipient"}"""], ["owner", $"{Share}someone", "{}"],
            ["200/404 integration.transfer", "200/200 share.put,integration.transfer"]
        },
        {
            ["owner", "DELETE /api/integrations/ID/shares/user:level3", ""], ["level3", $"{Share}recipient", "{}"],
            ["204/404 share.revoke", "204/200 share.put,share.revoke"]
        },
        {
            ["owner", $"{Share}someone", "{}"], ["admin", "DELETE /api/integrations/ID", ""],
            ["404/204 share.revoke,integration.delete", "200/204 share.put,share.revoke,share.revoke,integration.delete"]
        },
        {
            ["admin", "POST /api/integrations", """{"name": "New", "slug": "new-ID"}"""],
            ["owner", "POST /api/integrations", """{"name": "New", "slug": "new-ID"}"""],
            ["201/409 integration.create", "409/201 integration.create"]
        },
    };

    [Theory]
    [MemberData(nameof(Races))]
    public Task OneOrder_ExplainsTheRace(string[] first, string[] second, string[] explained) => RaceAsync(10, first, second, explained);

    [Theory, Trait("Category", "Long")]
    [MemberData(nameof(Races))]
    public Task OneOrder_ExplainsManyRaces(string[] first, string[] second, string[] explained) => RaceAsync(500, first, second, explained);

    private async Task RaceAsync(int rounds, string[] first, string[] second, string[] explained)
    {
        using var one = stage.Anonymous();
        using var other = stage.Anonymous(("Limits:RenamesPerHour", "1000000"));
        for (var round = 0; round < rounds; round++)
        {
            var id = $"race-{Guid.NewGuid():N}";
            await stage.AddIntegrationAsync(id, "user:owner", [("user:level3", 3)]);
            var before = await stage.ScalarAsync<long>("select coalesce(max(id), 0) from changes");

            var statuses = await Task.WhenAll(Task.Run(() => SendAsync(one, first, id)), Task.Run(() => SendAsync(other, second, id)));

            var actions = await stage.QueryAsync<string>("select action from changes where id > @before order by id", new { before });
            explained.Should().Contain($"{statuses[0]}/{statuses[1]} {string.Join(',', actions)}");
        }
    }

    private static async Task<int> SendAsync(HttpClient server, string[] side, string id)
    {
        await Task.Delay(Random.Shared.Next(4));
        var (method, path) = (side[1].Split(' ')[0], side[1].Split(' ')[1]);
        using var request = new HttpRequestMessage(new(method), path.Replace("ID", id, StringComparison.Ordinal));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.BuiltIn.Token(side[0]));
        if (side[2].Length > 0)
            request.Content = new StringContent(side[2].Replace("ID", id, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await server.SendAsync(request);
        return (int)response.StatusCode;
    }
}
