using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>What open streams cost, and how many there can be.</summary>
public sealed class StreamCostTests(SharingFixture server) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task Head_EndsAtOnce()
    {
        using var response = await EventClient.SendAsync(server.As("admin"), "/api/history", method: "HEAD");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task TooManyStreams_Get429()
    {
        var client = server.Anonymous(("Limits:StreamsPerCaller", "1")).WithBearer(Token("admin"));
        await using (await EventClient.OpenAsync(client, "/api/history"))
        {
            using var second = await EventClient.SendAsync(client, "/api/history");
            second.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        }
        // The server notices that the client has left, and the place is free.
        while (true)
        {
            using var next = await EventClient.SendAsync(client, "/api/history");
            if (next.StatusCode == HttpStatusCode.OK)
                break;
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task OpenStreams_HoldNoSlotAndNoConnection()
    {
        await AddAsync("many");
        var client = server.Anonymous(("Limits:RequestsInProgress", "1"), ("Limits:WaitingRequests", "1")).WithBearer(Token("owner"));
        var streams = new List<EventClient>();
        for (var i = 0; i < 10; i++)
            streams.Add(await EventClient.OpenAsync(client, "/api/integrations/many/history"));

        using var response = await client.GetAsync("/api/integrations/many");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await ShareAsync("many", 2);
        foreach (var stream in streams)
            Levels(await stream.ReadAsync(1)).Should().Equal(2);
        // The server also waits for what other servers seal.
        while (!await server.ScalarAsync<bool>(
            "select exists (select from pg_stat_activity where datname = current_database() and query = 'listen hal_sharing_feed')"))
            await Task.Delay(10);

        // They wait for changes, and only the server does so in PostgreSQL.
        (await server.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' "
            + "and application_name = 'hal-sharing' and query not like '%seal_changes%'")).Should().BeLessThan(3);
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }

    private static string Token(string user) => TestIssuer.BuiltIn.Token(user);

    private async Task AddAsync(string id)
    {
        if (!await server.ScalarAsync<bool>("select exists (select from integrations where id = @id)", new { id }))
            await server.AddIntegrationAsync(id, "user:owner");
    }

    private async Task ShareAsync(string id, int level)
    {
        using var response = await server.As("owner").PutAsync(
            $"/api/integrations/{id}/shares/user:bwong",
            new StringContent($$"""{"accessLevel": {{level}}}""", System.Text.Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
    }

    private static IEnumerable<int> Levels(IEnumerable<Event> events) => events.Select(change =>
        JsonDocument.Parse(change.Data).RootElement.GetProperty("after").GetProperty("accessLevel").GetInt32());
}
