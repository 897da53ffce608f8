using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Memberships;

/// <summary>Admins remove members, and members can leave; the last admin can leave only if the team is deleted.</summary>
public sealed class RemoveMemberTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("jdoe", HttpStatusCode.NoContent)]
    [InlineData("admin", HttpStatusCode.NoContent)]
    [InlineData("bwong", HttpStatusCode.NoContent)]
    [InlineData("asmith", HttpStatusCode.Forbidden)]
    [InlineData("stranger", HttpStatusCode.Forbidden)]
    public async Task AdminSuperuserOrMember_CanRemove(string caller, HttpStatusCode expected)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("asmith", 5), ("bwong", 1));
        var isRemoved = expected == HttpStatusCode.NoContent;

        (await RemoveAsync(caller, team, "bwong")).Status.Should().Be(expected);

        (await CountAsync(team)).Should().Be(isRemoved ? 2 : 3);
        (await stage.RecordAsync($"membership:{team}/bwong")).Should().Equal(isRemoved ? ["membership.remove"] : []);
        (await stage.AskAsync("bwong", "GET", $"/api/teams/{team}/members")).Status
            .Should().Be(isRemoved ? HttpStatusCode.Forbidden : HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task MemberOfAnyRole_CanLeave_WhileAdminRemains(int role)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", role));

        (await RemoveAsync("bwong", team, "bwong")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("jdoe")]
    [InlineData("admin")]
    public async Task LastAdmin_CannotLeave_AndTeamIsNamed(string caller)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 5));
        var before = await stage.StateAsync();

        var answer = await RemoveAsync(caller, team, "jdoe");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "last-admin"));
        answer.Body.GetProperty("teams").EnumerateArray().Select(name => name.GetString()).Should().Equal(team);
        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task OnlyMemberOfOwningTeam_CannotLeave()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));
        await stage.AddIntegrationOfAsync($"team:{team}");

        (await RemoveAsync("jdoe", team, "jdoe")).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("jdoe")]
    [InlineData("admin")]
    public async Task OnlyMemberOfTeamWithoutIntegrations_LeavesAndDeletesTeam(string caller)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{team}", 2));

        (await RemoveAsync(caller, team, "jdoe")).Status.Should().Be(HttpStatusCode.NoContent);

        (await stage.AskAsync("jdoe", "GET", $"/api/teams/{team}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stage.RecordAsync($"team:{team}")).Should().Equal("team.delete");
        (await stage.AskAsync("owner", "GET", $"/api/integrations/{integration}/shares")).Text("total").Should().Be("0");
        (await stage.AskAsync("jdoe", "POST", "/api/teams", $$"""{"id": "{{team}}", "name": "Again"}""")).Status
            .Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("update memberships set role = 5 where team_id = @team")]
    [InlineData("delete from memberships where team_id = @team and role = 6")]
    [InlineData("delete from users where id = 'level1'")]
    public async Task TeamKeepsAdmin_InSqlToo(string sql)
    {
        var team = await stage.AddTeamAsync(("level1", 6), ("bwong", 1));

        await stage.Invoking(it => it.ExecuteAsync(sql, new { team }))
            .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "team_keeps_an_admin");
        (await CountAsync(team)).Should().Be(2);
    }

    [Fact]
    public async Task TeamStartsWithAdmin_InSqlToo()
    {
        await stage.Invoking(it => it.AddTeamAsync(("bwong", 5)))
            .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "team_keeps_an_admin");
    }

    private Task<Answer> RemoveAsync(string caller, string team, string user) =>
        stage.AskAsync(caller, "DELETE", $"/api/teams/{team}/members/{user}");

    private Task<int> CountAsync(string team) =>
        stage.ScalarAsync<int>("select count(*) from memberships where team_id = @team", new { team });
}
