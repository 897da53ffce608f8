using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.History;

/// <summary>Who reads which history, and what of a change is shown.</summary>
public sealed class ReadHistoryTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Own = "/api/users/me/history";

    [Fact]
    public async Task CallerWithoutAccess_Gets404_AsForAnUnusedId()
    {
        var id = await stage.AddIntegrationOfAsync("user:owner", ("user:level1", 1));

        var hidden = await stage.AskAsync("stranger", "GET", $"/api/integrations/{id}/history");
        var absent = await stage.AskAsync("stranger", "GET", "/api/integrations/never-used/history");

        hidden.Status.Should().Be(HttpStatusCode.NotFound);
        hidden.Text("detail").Should().Be(absent.Text("detail")!.Replace("never-used", id, StringComparison.Ordinal));
        (await stage.AskAsync("level1", "GET", $"/api/integrations/{id}/history")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MemberOfATeam_Gets403_ThatNamesTheRole()
    {
        var answer = await stage.AskAsync("owners-publisher", "GET", "/api/teams/owners/history");

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.Text("detail").Should().Contain("the role admin is required");
        (await stage.AskAsync("owners-admin", "GET", "/api/teams/owners/history")).Status.Should().Be(HttpStatusCode.OK);
        (await stage.AskAsync("owners-admin", "GET", "/api/teams/never-used/history")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/history")]
    [InlineData(Own)]
    [InlineData("/api/teams/owners/history")]
    [InlineData("/api/changes/AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task TeamThatActsForAUser_Gets403(string path)
    {
        var (user, team) = (await stage.AddUserAsync(), await stage.AddTeamAsync(("owner", 6)));
        await stage.ExecuteAsync("""
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            values (@user, @team, array['data:read'], now(), now())
            """, new { user, team });
        using var client = stage.Anonymous();

        using var answer = await client.SendAsync($"Bearer {TestTokens.ActedFor(user, "owner", "data:read", team)}", "GET", path);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task LostAccess_IsInTheHistoryOfTheUser_WithoutWhatOthersSee()
    {
        var user = await stage.AddUserAsync();
        var id = await stage.AddIntegrationOfAsync($"user:{user}");
        await stage.AskAsync(user, "PUT", $"/api/integrations/{id}", """{"name": "Known to the owner"}""");
        await stage.AskAsync(user, "PUT", $"/api/integrations/{id}/owner", """{"userId": "owner"}""");
        await stage.AskAsync("owner", "PUT", $"/api/integrations/{id}/shares/user:{user}", """{"accessLevel": 2}""");
        await stage.AskAsync("owner", "DELETE", $"/api/integrations/{id}/shares/user:{user}");

        var changes = await ChangesAsync(user, Own);

        changes.Select(change => change.GetProperty("action").GetString()).Should().Equal("share.revoke", "share.put", "owner.put");
        changes[0].GetProperty("before").GetRawText().Should().Be("""{"accessLevel":2}""");
        changes[2].GetProperty("before").GetProperty("ownerId").GetString().Should().Be($"user:{user}");
        changes[2].TryGetProperty("after", out _).Should().BeFalse("the integration belongs to others now");
        changes.Should().OnlyContain(
            change => change.GetProperty("integrationId").GetString() == id && change.Href("inf:integration") == null);
    }

    [Fact]
    public async Task ShareOfATeam_IsInTheHistoryOfThoseWhoWereMembersThen()
    {
        var (admin, member) = (await stage.AddUserAsync(), await stage.AddUserAsync());
        var team = await stage.AddTeamAsync((admin, 6));
        var id = await stage.AddIntegrationOfAsync("user:owner");
        await ShareAsync(1);
        await stage.AskAsync(admin, "POST", $"/api/teams/{team}/members", $$"""{"userId": "{{member}}", "role": "member"}""");
        await ShareAsync(2);
        await stage.AskAsync(admin, "DELETE", $"/api/teams/{team}/members/{member}");
        await ShareAsync(3);

        (await ChangesAsync(member, Own)).Select(change => $"{change.GetProperty("action")} {State(change)}")
            .Should().Equal("membership.remove ", """share.put {"accessLevel":2}""", """membership.put {"role":"member"}""");
        (await ChangesAsync(admin, Own)).Where(change => change.GetProperty("action").GetString() == "share.put").Select(State)
            .Should().Equal("""{"accessLevel":3}""", """{"accessLevel":2}""", """{"accessLevel":1}""");

        async Task ShareAsync(int level)
        {
            var body = $$"""{"accessLevel": {{level}}}""";
            var answer = await stage.AskAsync("owner", "PUT", $"/api/integrations/{id}/shares/team:{team}", body);
            answer.Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task HiddenUser_IsNeitherRecipientNorAuthor_AndPagesAreFull()
    {
        var party = await stage.AddUserAsync();
        var (hidden, reader) = (await stage.AddUserAsync(party), await stage.AddUserAsync());
        var id = await stage.AddIntegrationOfAsync("user:owner", ($"user:{hidden}", 3), ($"user:{reader}", 1));
        foreach (var level in new[] { 1, 2 })
            await stage.AskAsync(hidden, "PUT", $"/api/integrations/{id}/shares/user:level1", $$"""{"accessLevel": {{level}}}""");
        await stage.AskAsync("owner", "DELETE", $"/api/integrations/{id}/shares/user:{hidden}");
        await stage.AskAsync("owner", "DELETE", $"/api/integrations/{id}/shares/user:level1");

        var page = (await stage.AskAsync(reader, "GET", $"/api/integrations/{id}/history?limit=3")).Body;

        page.Embedded("inf:change").Should().HaveCount(3);
        page.Href("next").Should().BeNull();
        page.GetRawText().Should().NotContain(hidden).And.NotContain(party);
        (await stage.AskAsync(party, "GET", $"/api/integrations/{id}/history")).Status.Should().Be(HttpStatusCode.NotFound);
        (await ChangesAsync("admin", $"/api/integrations/{id}/history")).Should().HaveCount(4);
    }

    [Fact]
    public async Task DeletedUser_IsNamed_UnlessTheyWereManaged()
    {
        var party = await stage.AddUserAsync();
        var (managed, unmanaged) = (await stage.AddUserAsync(party), await stage.AddUserAsync());
        var id = await stage.AddIntegrationOfAsync("user:owner", ($"user:{managed}", 1), ($"user:{unmanaged}", 1));
        foreach (var user in new[] { managed, unmanaged })
            (await stage.AskAsync("admin", "DELETE", $"/api/users/{user}")).Status.Should().Be(HttpStatusCode.NoContent);

        var changes = await ChangesAsync("owner", $"/api/integrations/{id}/history");

        changes.Should().ContainSingle().Which.GetProperty("principalId").GetString().Should().Be($"user:{unmanaged}");
        changes[0].Rels().Should().Equal("self", "inf:integration");
    }

    [Fact]
    public async Task Pages_AreTheHistory_ForwardsAndBackwards()
    {
        var id = await stage.AddIntegrationOfAsync("user:owner");
        for (var level = 1; level <= 7; level++)
            await stage.AskAsync("owner", "PUT", $"/api/integrations/{id}/shares/user:level1", $$"""{"accessLevel": {{level}}}""");
        foreach (var path in new[] { $"/api/integrations/{id}-slug/history", Own })
        {
            using var reader = stage.As(path == Own ? "level1" : "owner");
            var whole = Ids(await reader.DocumentAsync(path)).Take(7).ToList();

            var forwards = new List<JsonElement>();
            for (var href = $"{path}?limit=3"; href is not null && forwards.Count < 3; href = forwards[^1].Href("next"))
                forwards.Add(await reader.DocumentAsync(href));
            var back = await reader.DocumentAsync(forwards[2].Href("prev")!);
            var start = await reader.DocumentAsync(back.Href("prev")!);

            forwards.SelectMany(Ids).Take(7).Should().Equal(whole);
            Ids(back).Should().Equal(Ids(forwards[1]));
            Ids(start).Should().Equal(Ids(forwards[0]));
            start.Href("prev").Should().BeNull();
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAA")]
    public async Task AfterThatIsNoCursor_Gets400(string after)
    {
        foreach (var path in new[] { Own, "/api/teams/owners/history" })
        {
            var forged = Hal.Sharing.Api.Links.Cursor.Encode(path, "AAAAAAAAAAAAAAAAAAAAAA");
            (await stage.AskAsync("owners-admin", "GET", $"{path}?after={after}")).Status.Should().Be(HttpStatusCode.BadRequest);
            var answer = await stage.AskAsync("owners-admin", "GET", $"{path}?after={forged}");
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            answer.Text("errors").Should().Contain("is not a cursor of this query");
        }
    }

    [Fact]
    public async Task UnchangedHistory_Gets304()
    {
        using var owner = stage.As("owner");
        using var first = await owner.GetAsync(Own);

        using var second = await owner.GetAsync(Own, ("If-None-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    private async Task<IReadOnlyList<JsonElement>> ChangesAsync(string user, string path)
    {
        using var reader = stage.As(user);
        return (await reader.DocumentAsync(path)).Embedded("inf:change");
    }

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.Embedded("inf:change").Select(change => change.GetProperty("id").GetString()!);

    private static string State(JsonElement change) => change.TryGetProperty("after", out var after) ? after.GetRawText() : "";
}
