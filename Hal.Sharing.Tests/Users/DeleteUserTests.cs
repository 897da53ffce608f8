using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>Deleting a user deletes their memberships, shares and authorizations. Owners, parties and last admins stay.</summary>
public sealed class DeleteUserTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("admin", HttpStatusCode.NoContent)]
    [InlineData("coach", HttpStatusCode.NoContent)]
    [InlineData("self", HttpStatusCode.Forbidden)]
    [InlineData("bwong", HttpStatusCode.Forbidden)]
    [InlineData("stranger", HttpStatusCode.NotFound)]
    public async Task SuperuserOrParty_CanDelete(string caller, HttpStatusCode expected)
    {
        var id = await stage.AddUserAsync("coach");
        await stage.AddTeamAsync(("bwong", 6), (id, 1));

        (await stage.AskAsync(caller == "self" ? id : caller, "DELETE", $"/api/users/{id}")).Status.Should().Be(expected);

        (await stage.IsThereAsync("users", id)).Should().Be(expected != HttpStatusCode.NoContent);
        (await stage.RecordAsync($"user:{id}")).Should().Equal(expected == HttpStatusCode.NoContent ? ["user.delete"] : []);
    }

    [Fact]
    public async Task Deletion_DeletesMembershipsSharesAndAuthorizations()
    {
        var id = await stage.AddUserAsync();
        var team = await stage.AddTeamAsync(("jdoe", 6), (id, 6));
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"user:{id}", 2), ("user:level1", 1));
        await stage.ExecuteAsync(
            "insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at) "
                + "values (@id, @team, '{data:read}', now(), now())",
            new { id, team });

        (await stage.AskAsync("admin", "DELETE", $"/api/users/{id}")).Status.Should().Be(HttpStatusCode.NoContent);

        (await stage.AskAsync("jdoe", "GET", $"/api/teams/{team}/members")).Text("total").Should().Be("1");
        (await stage.AskAsync("owner", "GET", $"/api/integrations/{integration}/shares")).Text("total").Should().Be("1");
        (await stage.ScalarAsync<long>("select count(*) from team_authorizations where user_id = @id", new { id })).Should().Be(0);
        (await stage.IsThereAsync("principals", $"user:{id}")).Should().BeFalse();
        (await stage.AskAsync(id, "GET", "/api/users/me")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Owner_CannotBeDeleted_AndGetsCount(int count)
    {
        var id = await stage.AddUserAsync();
        for (var number = 0; number < count; number++)
            await stage.AddIntegrationOfAsync($"user:{id}");
        var before = await stage.StateAsync();

        var answer = await stage.AskAsync("admin", "DELETE", $"/api/users/{id}");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Problem.Should().Be("still-owns");
        answer.Text("count").Should().Be($"{count}");
        answer.Body.Rels().Should().NotBeEmpty();
        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task PartyThatManagesUsers_CannotBeDeleted()
    {
        var party = await stage.AddUserAsync();
        var managed = await stage.AddUserAsync(party);

        var answer = await stage.AskAsync("admin", "DELETE", $"/api/users/{party}");
        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Problem.Should().Be("still-manages");

        await stage.AskAsync(party, "PUT", $"/api/users/{managed}", """{"displayName": "Free"}""");
        (await stage.AskAsync("admin", "DELETE", $"/api/users/{party}")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task LastAdmin_CannotBeDeleted_AndTeamsAreNamed()
    {
        var id = await stage.AddUserAsync();
        var teams = new[] { await stage.AddTeamAsync((id, 6), ("jdoe", 5)), await stage.AddTeamAsync((id, 6), ("jdoe", 1)) };
        await stage.AddTeamAsync((id, 6), ("jdoe", 6));
        await stage.AddTeamAsync((id, 5), ("jdoe", 6));

        var answer = await stage.AskAsync("admin", "DELETE", $"/api/users/{id}");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Problem.Should().Be("last-admin");
        answer.Body.GetProperty("teams").EnumerateArray().Select(team => team.GetString())
            .Should().Equal(teams.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TeamWithOnlyThisMember_IsDeletedToo_AndItsIdIsNotReused()
    {
        var id = await stage.AddUserAsync();
        var team = await stage.AddTeamAsync((id, 6));
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{team}", 2));

        (await stage.AskAsync("admin", "DELETE", $"/api/users/{id}")).Status.Should().Be(HttpStatusCode.NoContent);

        (await stage.AskAsync("admin", "GET", $"/api/teams/{team}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stage.RecordAsync($"team:{team}")).Should().Equal("team.delete");
        (await stage.AskAsync("owner", "GET", $"/api/integrations/{integration}/shares")).Text("total").Should().Be("0");
        (await stage.AskAsync("admin", "POST", "/api/teams", $$"""{"id": "{{team}}", "name": "Again"}""")).Status
            .Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task OnlyMemberOfOwningTeam_CannotBeDeleted()
    {
        var id = await stage.AddUserAsync();
        var team = await stage.AddTeamAsync((id, 6));
        await stage.AddIntegrationOfAsync($"team:{team}");

        var answer = await stage.AskAsync("admin", "DELETE", $"/api/users/{id}");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Body.GetProperty("teams")[0].GetString().Should().Be(team);
    }
}
