using Hal.Sharing.Api;
using System.Net;
using System.Net.Http.Json;
using Hal.Sharing.Api.Teams;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hal.Sharing.Tests.Teams;

/// <summary>A user can create a limited number of teams.</summary>
public sealed class TeamLimitTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Path = "/api/teams";

    [Fact]
    public async Task TeamBeyondLimit_Gets409_UntilOneIsDeleted()
    {
        using var jdoe = As("jdoe");
        var first = await CreateAsync(jdoe);
        (await ListAsync(jdoe)).Should().Contain("inf:create-team");
        await CreateAsync(jdoe);

        var refused = await jdoe.PostAsJsonAsync(Path, new { name = "Third" });

        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var problem = await refused.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/team-limit");
        problem.GetProperty("limit").GetInt32().Should().Be(2);
        problem.GetProperty("detail").GetString().Should().Be(
            "You have created 2 teams, which is the limit; delete a team that is no longer needed, or ask a superuser to create the team.");
        (await ListAsync(jdoe)).Should().NotContain("inf:create-team");

        (await jdoe.DeleteAsync(first)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await ListAsync(jdoe)).Should().Contain("inf:create-team");
        await CreateAsync(jdoe);
    }

    [Fact]
    public async Task TakenId_IsReported_AtLimitToo()
    {
        using var junior = As("junior");
        await CreateAsync(junior);
        await CreateAsync(junior);

        using var refused = await junior.PostAsJsonAsync(Path, new { name = "Third", id = "analytics" });

        (await refused.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/id-taken");
    }

    [Fact]
    public async Task TeamsOfManagedUsers_CountForTheirParty()
    {
        using var party = As("outsider");
        using var created = await party.PostAsJsonAsync("/api/users", new { displayName = "New User" });
        using var managed = As((await created.JsonAsync()).GetProperty("id").GetString()!);
        await CreateAsync(managed);
        await CreateAsync(party);

        using var refusedParty = await party.PostAsJsonAsync(Path, new { name = "Third" });
        using var refused = await managed.PostAsJsonAsync(Path, new { name = "Third" });

        refusedParty.StatusCode.Should().Be(HttpStatusCode.Conflict);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await ListAsync(managed)).Should().NotContain("inf:create-team");
    }

    [Fact]
    public async Task Superuser_HasNoLimit()
    {
        using var admin = As("admin");
        for (var i = 0; i < 4; i++)
            await CreateAsync(admin);

        (await ListAsync(admin)).Should().Contain("inf:create-team");
    }

    [Fact]
    public async Task TeamsOfOtherUsers_DoNotCount()
    {
        using var asmith = As("asmith");

        await CreateAsync(asmith);
        await CreateAsync(asmith);
    }

    [Fact]
    public async Task ConcurrentRequests_CreateNoMoreThanLimit()
    {
        using var bwong = As("bwong");
        using var other = As("bwong");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? bwong : other).PostAsJsonAsync(Path, new { name = $"Team {i}" })));

        answers.Select(answer => answer.StatusCode).Should()
            .OnlyContain(status => status == HttpStatusCode.Created || status == HttpStatusCode.Conflict);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(2);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from teams where created_by = 'bwong'");
        (await command.ExecuteScalarAsync()).Should().Be(2L);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("3000000000")]
    public void InvalidLimit_StopsStart(string limit)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Teams:MaxPerCreator", limit)]).Build();

        new ServiceCollection().Invoking(services => services.AddTeams(configuration))
            .Should().Throw<StartupException>().WithMessage($"Teams:MaxPerCreator is '{limit}'*");
    }

    private HttpClient As(string user) => server.CreateClient(("Teams:MaxPerCreator", "2")).WithBearer(TestIssuer.BuiltIn.Token(user));

    private static async Task<string> CreateAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(Path, new { name = "New Team" });
        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<IEnumerable<string>> ListAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Path);
        return [.. (await answer.JsonAsync()).GetProperty("_links").EnumerateObject().Select(link => link.Name)];
    }
}
