using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>A team's admins and superusers change it, and delete it while it owns nothing.</summary>
public sealed class ChangeTeamTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Body = """{"name": "Changed", "description": "D"}""";

    /// <summary>A caller, their role in the team (0: none), and whether the request is permitted.</summary>
    public static TheoryData<string, int, bool> Callers => new()
    {
        { "jdoe", 6, true }, { "jdoe", 5, false }, { "jdoe", 1, false },
        { "stranger", 0, false }, { "admin", 0, true }, { "junior", 6, true },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task AdminOrSuperuser_CanChange(string caller, int role, bool isPermitted)
    {
        var id = await TeamAsync(caller, role);
        var before = await stage.StateAsync();

        var answer = await stage.AskAsync(caller, "PUT", $"/api/teams/{id}", Body);

        answer.Status.Should().Be(isPermitted ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        (await stage.AskAsync("stranger", "GET", $"/api/teams/{id}")).Text("name").Should().Be(isPermitted ? "Changed" : "Team");
        (await stage.RecordAsync($"team:{id}")).Should().Equal(isPermitted ? ["team.update"] : []);
        (await stage.StateAsync() == before).Should().Be(!isPermitted);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task AdminOrSuperuser_CanDelete(string caller, int role, bool isPermitted)
    {
        var id = await TeamAsync(caller, role);
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{id}", 1));

        (await stage.AskAsync(caller, "DELETE", $"/api/teams/{id}")).Status
            .Should().Be(isPermitted ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden);

        (await stage.IsThereAsync("teams", id)).Should().Be(!isPermitted);
        (await stage.IsThereAsync("principals", $"team:{id}")).Should().Be(!isPermitted);
        (await stage.ScalarAsync<bool>("select exists (select from memberships where team_id = @id)", new { id }))
            .Should().Be(!isPermitted);
        (await stage.AskAsync("owner", "GET", $"/api/integrations/{integration}/shares")).Text("total")
            .Should().Be(isPermitted ? "0" : "1");
        (await stage.RecordAsync($"team:{id}")).Should().Equal(isPermitted ? ["team.delete"] : []);
    }

    [Fact]
    public async Task Put_ReplacesEveryProperty()
    {
        var id = await TeamAsync("jdoe", 6);
        await stage.AskAsync("jdoe", "PUT", $"/api/teams/{id}", """
            {"name": "N", "url": "https://e.org", "image": "https://e.org/i", "privacyStatement": "https://e.org/p"}
            """);

        (await stage.AskAsync("jdoe", "PUT", $"/api/teams/{id}", Body)).Members.Should().Equal("id", "name", "description");
    }

    [Fact]
    public async Task PutOfUnchangedDocument_ChangesNothing()
    {
        var id = await TeamAsync("jdoe", 6);
        await stage.AskAsync("jdoe", "PUT", $"/api/teams/{id}", """{"name": "N", "url": "https://e.org", "description": "D"}""");
        var got = await stage.AskAsync("jdoe", "GET", $"/api/teams/{id}");
        var before = await stage.StateAsync();

        (await stage.AskAsync("jdoe", "PUT", $"/api/teams/{id}", got.Body.GetRawText())).Body.GetRawText()
            .Should().Be(got.Body.GetRawText());

        (await stage.StateAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OwningTeam_CannotBeDeleted_AndGetsCount(int count)
    {
        var id = await TeamAsync("jdoe", 6);
        for (var number = 0; number < count; number++)
            await stage.AddIntegrationOfAsync($"team:{id}");
        var before = await stage.StateAsync();

        var answer = await stage.AskAsync("jdoe", "DELETE", $"/api/teams/{id}");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        (answer.Problem, answer.Text("count")).Should().Be(("still-owns", $"{count}"));
        answer.Body.Href("inf:integrations").Should().Be("/api/integrations?access=owned");
        (await stage.StateAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task UnknownTeam_Gets404(string method) =>
        (await stage.AskAsync("stranger", method, "/api/teams/unknown", method == "PUT" ? Body : null)).Status
            .Should().Be(HttpStatusCode.NotFound);

    private Task<string> TeamAsync(string user, int role) =>
        role == 0 ? stage.AddTeamAsync(("recipient", 6)) : stage.AddTeamAsync(("recipient", 6), (user, role));
}
