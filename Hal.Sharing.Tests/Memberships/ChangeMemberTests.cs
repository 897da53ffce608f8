using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Memberships;

/// <summary>A team's admins and superusers change the roles of its members; an admin remains.</summary>
public sealed class ChangeMemberTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("jdoe", 6, HttpStatusCode.OK)]
    [InlineData("jdoe", 5, HttpStatusCode.Forbidden)]
    [InlineData("bwong", 1, HttpStatusCode.Forbidden)]
    [InlineData("stranger", 0, HttpStatusCode.Forbidden)]
    [InlineData("admin", 0, HttpStatusCode.OK)]
    public async Task AdminOrSuperuser_CanChange(string caller, int role, HttpStatusCode expected)
    {
        var team = caller == "jdoe"
            ? await stage.AddTeamAsync(("recipient", 6), ("bwong", 1), (caller, role))
            : await stage.AddTeamAsync(("recipient", 6), ("bwong", 1));

        (await PutAsync(caller, team, "bwong", "admin")).Status.Should().Be(expected);

        (await RoleAsync(team, "bwong")).Should().Be(expected == HttpStatusCode.OK ? 6 : 1);
        (await stage.RecordAsync($"membership:{team}/bwong")).Should().Equal(expected == HttpStatusCode.OK ? ["membership.put"] : []);
    }

    [Theory]
    [InlineData("jdoe")]
    [InlineData("admin")]
    public async Task LastAdmin_CannotBeDemoted_AndTeamIsNamed(string caller)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 5));
        var before = await stage.StateAsync();

        var answer = await PutAsync(caller, team, "jdoe", "publisher");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "last-admin"));
        answer.Body.GetProperty("teams").EnumerateArray().Select(name => name.GetString()).Should().Equal(team);
        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task OnlyMember_CannotBeDemoted()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));

        (await PutAsync("jdoe", team, "jdoe", "member")).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task OneOfTwoAdmins_CanBeDemoted()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 6));

        (await PutAsync("jdoe", team, "jdoe", "member")).Status.Should().Be(HttpStatusCode.OK);
        (await PutAsync("jdoe", team, "bwong", "member")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task PutOfUnchangedDocument_ChangesNothing()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 4));
        foreach (var user in new[] { "jdoe", "bwong" })
        {
            var got = await stage.AskAsync("jdoe", "GET", $"/api/teams/{team}/members/{user}");
            var before = await stage.StateAsync();

            var answer = await stage.AskAsync("jdoe", "PUT", $"/api/teams/{team}/members/{user}", got.Body.GetRawText());

            answer.Status.Should().Be(HttpStatusCode.OK);
            answer.Body.GetRawText().Should().Be(got.Body.GetRawText());
            (await stage.StateAsync()).Should().Be(before);
        }
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("unknown")]
    public async Task NonMember_Gets404(string user)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));

        (await PutAsync("jdoe", team, user, "member")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stage.AskAsync("jdoe", "GET", $"/api/teams/{team}/members/{user}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stage.AskAsync("jdoe", "DELETE", $"/api/teams/{team}/members/{user}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("bwong", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    [InlineData("stranger", HttpStatusCode.Forbidden)]
    public async Task MembersAndSuperusers_ReadMembers(string caller, HttpStatusCode expected)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 1));

        (await stage.AskAsync(caller, "GET", $"/api/teams/{team}/members")).Status.Should().Be(expected);
        (await stage.AskAsync(caller, "GET", $"/api/teams/{team}/members/jdoe")).Status.Should().Be(expected);
    }

    private Task<Answer> PutAsync(string caller, string team, string user, string role) =>
        stage.AskAsync(caller, "PUT", $"/api/teams/{team}/members/{user}", $$"""{"role": "{{role}}"}""");

    private Task<int> RoleAsync(string team, string user) =>
        stage.ScalarAsync<int>("select role from memberships where team_id = @team and user_id = @user", new { team, user });
}
