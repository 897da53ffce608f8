using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>The histories as streams: from now on or from a cursor, and what is refused.</summary>
public sealed class StreamTests(SharingFixture server) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("admin", "/api/history")]
    [InlineData("owner", "/api/integrations/followed/history")]
    [InlineData("admin", "/api/teams/analytics/history")]
    [InlineData("someone", "/api/users/me/history")]
    public async Task Stream_BeginsWithACursor(string user, string path)
    {
        await AddAsync("followed");
        await using var stream = await EventClient.OpenAsync(server.As(user), path);

        stream.LastId.Should().HaveLength(22);
        stream.Response.Content.Headers.ContentType!.ToString().Should().Be("text/event-stream");
        stream.Response.Headers.CacheControl!.ToString().Should().Be("no-store, private");
        stream.Response.Headers.GetValues("X-Accel-Buffering").Should().Equal("no");
    }

    [Fact]
    public async Task Event_HasTheBytesOfTheEmbeddedChange()
    {
        await AddAsync("same");
        await using var stream = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/same/history");

        await ShareAsync("same", 2);
        var change = (await stream.ReadAsync())!;

        change.Name.Should().Be("share.put");
        var page = await server.As("owner").GetStringAsync("/api/integrations/same/history?limit=1");
        page.Should().Contain($"[{change.Data}]");
    }

    [Fact]
    public async Task ComingBack_ContinuesBehindTheLastEvent()
    {
        await AddAsync("back");
        string last;
        await using (var stream = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/back/history"))
        {
            await ShareAsync("back", 2);
            await ShareAsync("back", 3);
            last = (await stream.ReadAsync())!.Id;
        }
        await ShareAsync("back", 1);

        foreach (var client in new[] { server.As("owner"), server.Anonymous(("Health:DrainSeconds", "0")).WithBearer(Token("owner")) })
        {
            await using var header = await EventClient.OpenAsync(client, "/api/integrations/back/history", last);
            await using var query = await EventClient.OpenAsync(client, $"/api/integrations/back/history?after={last}");
            Levels(await header.ReadAsync(2)).Should().Equal(3, 1);
            Levels(await query.ReadAsync(2)).Should().Equal(3, 1);
        }
    }

    [Fact]
    public async Task FirstCursor_MissesNothing()
    {
        await AddAsync("first");
        string last;
        await using (var stream = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/first/history"))
            last = stream.LastId;
        await ShareAsync("first", 2);

        await using var again = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/first/history", last);

        Levels(await again.ReadAsync(1)).Should().Equal(2);
    }

    /// <summary>Whether there were changes that are hidden from the reader cannot be seen from the IDs between events.</summary>
    [Fact]
    public async Task PlaceBetweenEvents_HasAnotherIdEachTime()
    {
        await AddAsync("places");
        await using var one = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/places/history");
        await using var same = await EventClient.OpenAsync(server.As("owner"), "/api/integrations/places/history", one.LastId);
        (await same.ReadBlockAsync())!.Data.Should().BeEmpty("it has caught up");

        new[] { one.LastId, same.LastId }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task SomethingElseThanACursor_Gets400()
    {
        await AddAsync("cursors");
        await ShareAsync("cursors", 2);
        var page = await (await server.As("owner").GetAsync("/api/integrations/cursors/history?limit=1")).JsonAsync();
        var change = page.GetProperty("_embedded").GetProperty("inf:change")[0].GetProperty("id").GetString()!;

        foreach (var cursor in new[] { "7", "none", change, new string('A', 22), new string('x', 4000) })
        {
            using var header = await EventClient.SendAsync(server.As("owner"), "/api/integrations/cursors/history", cursor);
            using var query = await EventClient.SendAsync(server.As("owner"), $"/api/integrations/cursors/history?after={cursor}");
            header.StatusCode.Should().Be(HttpStatusCode.BadRequest, cursor);
            query.StatusCode.Should().Be(HttpStatusCode.BadRequest, cursor);
        }
    }

    [Fact]
    public async Task CursorBehindTheEnd_Gets400()
    {
        // As after a failover that lost the latest positions.
        var ids = await server.ScalarAsync<byte[]>("select key from change_key");
        var future = new Data.History.ChangeCipher(ids).Encode(Data.History.OpaqueKind.Position, 1_000_000);

        using var response = await EventClient.SendAsync(server.As("admin"), "/api/history", future);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("someone", "/api/history", 403)]
    [InlineData("stranger", "/api/integrations/refused/history", 404)]
    [InlineData("owner", "/api/integrations/absent/history", 404)]
    [InlineData("someone", "/api/teams/analytics/history", 403)]
    [InlineData("owner", "/api/integrations/refused/history?limit=3", 400)]
    [InlineData("owner", "/api/integrations/refused/history?page=3", 400)]
    [InlineData("owner", "/api/changes/AAAAAAAAAAAAAAAAAAAAAA", 406)]
    public async Task Refusal_IsAProblem(string user, string path, int status)
    {
        await AddAsync("refused");

        using var response = await EventClient.SendAsync(server.As(user), path);

        ((int)response.StatusCode).Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
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
