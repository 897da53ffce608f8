using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.History;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Feed;

/// <summary>
/// After random changes, everyone reads every history as a stream from the start, and as pages. Both must have the same changes with the
/// same bytes, and refuse the same readers. HistoryOracleTests compare the pages with plain rules.
/// </summary>
public sealed class FeedOracleTests(RandomChanges world, ITestOutputHelper output) : IClassFixture<RandomChanges>
{
    private const int Requests = 400;

    [Fact]
    public async Task Streams_HaveWhatThePagesHave()
    {
        var start = Data.Feed.FeedCursor.OfEvent(world.Cipher, 0);
        await world.RunAsync(Requests);
        await UntilSealedAsync();

        var (streams, events) = (0, 0);
        foreach (var user in RandomChanges.Users)
        foreach (var path in await HistoriesAsync())
        {
            var page = await As(user).GetAsync($"{path}?limit=1000");
            using var opened = await EventClient.SendAsync(As(user), path, start);
            opened.StatusCode.Should().Be(page.StatusCode, "{0} reads {1}", user, path);
            if (page.StatusCode != HttpStatusCode.OK)
                continue;
            var expected = Changes(await page.JsonAsync());
            expected.Reverse();
            (await ReadAsync(user, path, start)).Should().Equal(expected, "{0} reads {1}", user, path);
            (streams, events) = (streams + 1, events + expected.Count);
        }
        output.WriteLine($"{streams} streams with {events} events");
        streams.Should().BeGreaterThan(50);
        events.Should().BeGreaterThan(1000);
    }

    /// <summary>Reads until the stream has caught up: then it sends a second comment.</summary>
    private async Task<List<string>> ReadAsync(string user, string path, string start)
    {
        await using var stream = await EventClient.OpenAsync(As(user), path, start);
        var events = new List<string>();
        while (stream.Comments < 2)
        {
            var block = await stream.ReadBlockAsync() ?? throw new InvalidOperationException("The stream ended.");
            if (block.Data.Length > 0)
                events.Add(block.Data);
        }
        return events;
    }

    private async Task UntilSealedAsync()
    {
        while (await world.Stage.ScalarAsync<bool>(
            "select exists (select from changes c where not exists (select from feed f where f.change_id = c.id))"))
            await Task.Delay(20);
    }

    private async Task<List<string>> HistoriesAsync()
    {
        var integrations = await world.Stage.QueryAsync<string>("select id from integrations order by id");
        var teams = await world.Stage.QueryAsync<string>("select id from teams order by id");
        return
        [
            "/api/history", "/api/users/me/history", .. integrations.Select(id => $"/api/integrations/{id}/history"),
            .. teams.Select(id => $"/api/teams/{id}/history"),
        ];
    }

    private static List<string> Changes(JsonElement page) =>
        [.. page.GetProperty("_embedded").GetProperty("inf:change").EnumerateArray().Select(change => change.GetRawText())];

    private HttpClient As(string user) => world.Stage.As(user);
}
