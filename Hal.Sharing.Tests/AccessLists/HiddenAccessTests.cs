using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>What a reader cannot see is neither named nor counted in lists and reasons of access.</summary>
public sealed class HiddenAccessTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task ManagedUserBehindATeam_IsAbsentForReadersOutsideOfIt()
    {
        await AddManagedAsync("ward", "coach");
        await stage.AddIntegrationAsync("hidden-ward", "user:owner", [("team:ward-crew", 2), ("user:level1", 1)]);

        var (inside, outside) = (await ListAsync("readers-admin", "hidden-ward"), await ListAsync("level1", "hidden-ward"));

        Users(inside).Should().Equal("level1", "owner", "readers-admin", "ward");
        Users(outside).Should().Equal("level1", "owner", "readers-admin");
        outside.GetProperty("total").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task HiddenUser_GetsTheAnswerOfAnIdThatWasNeverUsed()
    {
        await AddManagedAsync("pupil", "coach");
        await stage.AddIntegrationAsync("hidden-ids", "user:owner", [("team:pupil-crew", 2), ("user:level1", 1)]);

        var texts = new List<string>();
        foreach (var (reader, user) in new[] { ("level1", "pupil"), ("level1", "never"), ("level1", "stranger") })
        {
            using var client = stage.As(reader);
            using var response = await client.GetAsync($"/api/integrations/hidden-ids/access/user:{user}");
            response.StatusCode.Should().Be(HttpStatusCode.NotFound);
            var problem = (await response.JsonAsync()).EnumerateObject().Where(member => member.Name != "traceId");
            texts.Add(string.Join('\n', problem).Replace(user, "…", StringComparison.Ordinal));
        }
        texts.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task HiddenMemberships_AreOnePath_HoweverManyTheyAre()
    {
        await stage.AddIntegrationAsync(
            "hidden-paths", "user:owner", [("team:target", 1), ("team:elsewhere", 2), ("team:readers", 1), ("user:asmith", 1)]);

        var outside = await ReasonsAsync("asmith", "hidden-paths", "readers-admin");
        var inside = await ReasonsAsync("level1", "hidden-paths", "readers-admin");
        var item = (await ListAsync("asmith", "hidden-paths")).Embedded("inf:access")
            .Single(user => user.GetProperty("userId").GetString() == "readers-admin");

        Paths(outside).Should().Equal("hidden 2 ");
        Paths(inside).Should().Equal("team-share 2 1", "team-share 1 2", "hidden 1 2");
        outside.GetProperty("paths")[0].EnumerateObject().Select(member => member.Name)
            .Should().Equal("_links", "via", "level", "ifRemoved");
        item.GetProperty("paths").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task SuperuserWithoutOtherPath_IsPresentForSuperusersOnly()
    {
        await stage.AddIntegrationAsync("hidden-root", "user:owner", [("user:level1", 1)]);

        Users(await ListAsync("level1", "hidden-root")).Should().Equal("level1", "owner");
        Users(await ListAsync("admin", "hidden-root")).Should().Equal("admin", "level1", "owner");
        using var client = stage.As("level1");
        using var response = await client.GetAsync("/api/integrations/hidden-root/access/user:admin");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ManagingParty_SeesWhatItsUserCanReach_WithoutLinksToWhatItCannotRead()
    {
        await AddManagedAsync("novice", "coach");
        await stage.AddIntegrationAsync("hidden-novice", "user:owner", [("team:novice-crew", 2), ("user:novice", 1)]);
        using var coach = stage.As("coach");

        var item = (await coach.DocumentAsync("/api/users/novice/access")).Embedded("inf:access").Single();
        var reasons = await coach.DocumentAsync(item.Href("self")!);

        item.Rels().Should().Equal("self");
        item.GetProperty("integrationId").GetString().Should().Be("hidden-novice");
        Paths(reasons).Should().Equal("share 1 2", "hidden 2 1");
        reasons.GetProperty("paths")[0].Rels().Should().BeEmpty("the party cannot read the share");
        reasons.Rels().Should().NotContain("inf:integration");
        using var list = await coach.GetAsync("/api/integrations/hidden-novice/access");
        list.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var other = await coach.GetAsync("/api/integrations/hidden-novice/access/user:owner");
        other.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>Adds a managed user and a team in which they are, with one other member.</summary>
    private Task AddManagedAsync(string id, string party) => stage.ExecuteAsync("""
        insert into team_ids (id) values (@id || '-crew');
        insert into principals (id, kind, name) values ('team:' || @id || '-crew', 'team', 'Crew');
        insert into teams (id, created_at, updated_at) values (@id || '-crew', now(), now());
        insert into memberships (team_id, user_id, role, created_at, updated_at) values (@id || '-crew', 'readers-admin', 6, now(), now());
        insert into account_ids (id, kind) values (@id, 'user');
        insert into principals (id, kind, name) values ('user:' || @id, 'user', @id);
        insert into users (id, managed_by, created_at, updated_at) values (@id, @party, now(), now());
        insert into memberships (team_id, user_id, role, created_at, updated_at) values (@id || '-crew', @id, 1, now(), now());
        """, new { id, party });

    private async Task<JsonElement> ListAsync(string reader, string integration)
    {
        using var client = stage.As(reader);
        return await client.DocumentAsync($"/api/integrations/{integration}/access");
    }

    private async Task<JsonElement> ReasonsAsync(string reader, string integration, string user)
    {
        using var client = stage.As(reader);
        return await client.DocumentAsync($"/api/integrations/{integration}/access/user:{user}");
    }

    private static IEnumerable<string> Users(JsonElement list) =>
        list.Embedded("inf:access").Select(item => item.GetProperty("userId").GetString()!);

    private static IEnumerable<string> Paths(JsonElement reasons) => reasons.GetProperty("paths").EnumerateArray()
        .Select(path => $"{path.GetProperty("via")} {path.GetProperty("level")} {path.GetProperty("ifRemoved")}");
}
