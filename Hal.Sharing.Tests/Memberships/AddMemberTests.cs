using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Memberships;

/// <summary>A team's admins and superusers add users that they can see.</summary>
public sealed class AddMemberTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("jdoe", 6, HttpStatusCode.Created)]
    [InlineData("jdoe", 5, HttpStatusCode.Forbidden)]
    [InlineData("jdoe", 1, HttpStatusCode.Forbidden)]
    [InlineData("stranger", 0, HttpStatusCode.Forbidden)]
    [InlineData("admin", 0, HttpStatusCode.Created)]
    public async Task AdminOrSuperuser_CanAdd(string caller, int role, HttpStatusCode expected)
    {
        var team = role == 0 ? await stage.AddTeamAsync(("recipient", 6)) : await stage.AddTeamAsync(("recipient", 6), (caller, role));

        var answer = await AddAsync(caller, team, "bwong", "designer");

        answer.Status.Should().Be(expected);
        (await stage.RecordAsync($"membership:{team}/bwong")).Should().Equal(expected == HttpStatusCode.Created ? ["membership.put"] : []);
    }

    [Theory]
    [InlineData("member")]
    [InlineData("memberPlus")]
    [InlineData("designer")]
    [InlineData("dataWizard")]
    [InlineData("publisher")]
    [InlineData("admin")]
    public async Task EveryRole_CanBeSet_AndIsReturned(string role)
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));

        var answer = await AddAsync("jdoe", team, "bwong", role);

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().Should().Be($"/api/teams/{team}/members/bwong");
        answer.Members.Should().Equal("userId", "teamId", "role", "user");
        answer.Text("role").Should().Be(role);
        (await stage.AskAsync("bwong", "GET", $"/api/teams/{team}/members/bwong")).Text("role").Should().Be(role);
    }

    [Fact]
    public async Task MissingRole_MeansMember()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));

        (await stage.AskAsync("jdoe", "POST", $"/api/teams/{team}/members", """{"userId": "bwong"}""")).Text("role").Should().Be("member");
    }

    [Fact]
    public async Task HiddenUser_IsUnknown_ExceptToTheirParty()
    {
        var (hidden, team) = (await stage.AddUserAsync("coach"), await stage.AddTeamAsync(("jdoe", 6), ("coach", 6)));

        var refused = await AddAsync("jdoe", team, hidden, "member");
        var unknown = await AddAsync("jdoe", team, "unknown", "member");

        (refused.Status, refused.Problem).Should().Be((HttpStatusCode.UnprocessableEntity, "unknown-principal"));
        refused.Text("detail")!.Replace(hidden, "unknown", StringComparison.Ordinal).Should().Be(unknown.Text("detail"));
        (await AddAsync("coach", team, hidden, "member")).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Client_CannotBeMember()
    {
        var (client, team) = (await stage.AddClientAsync(), await stage.AddTeamAsync(("jdoe", 6)));

        (await AddAsync("jdoe", team, client, "member")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task ExistingMember_Gets409WithLink_AndKeepsRole()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 3));
        var before = await stage.StateAsync();

        var answer = await AddAsync("jdoe", team, "bwong", "admin");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "already-exists"));
        answer.Body.Href("inf:team-member").Should().Be($"/api/teams/{team}/members/bwong");
        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task UnknownTeam_Gets404() =>
        (await AddAsync("admin", "unknown", "bwong", "member")).Status.Should().Be(HttpStatusCode.NotFound);

    private Task<Answer> AddAsync(string caller, string team, string user, string role) =>
        stage.AskAsync(caller, "POST", $"/api/teams/{team}/members", $$"""{"userId": "{{user}}", "role": "{{role}}"}""");
}
