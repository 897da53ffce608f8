using System.Net;
using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>Changes of users, teams and members at the same time: one of two that exclude each other wins, and none fails.</summary>
public sealed class DirectoryRaceTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const int Rounds = 10;
    private const string OneWaits =
        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    [Fact]
    public async Task TwoAdmins_DemoteEachOther_AndOneWins()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 6));

            var answers = await TogetherAsync(
                () => stage.AskAsync("jdoe", "PUT", $"/api/teams/{team}/members/bwong", """{"role": "member"}"""),
                () => stage.AskAsync("bwong", "PUT", $"/api/teams/{team}/members/jdoe", """{"role": "member"}"""));

            answers.Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Forbidden]);
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task TwoSuperusers_TakeEachOtherOut_AndOneWins(string method)
    {
        var body = method == "PUT" ? """{"displayName": "Plain"}""" : null;
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = (await stage.AddUserAsync(isSuperuser: true), await stage.AddUserAsync(isSuperuser: true));

            var answers = await TogetherAsync(
                () => stage.AskAsync(first, method, $"/api/users/{second}", body),
                () => stage.AskAsync(second, method, $"/api/users/{first}", body));

            answers.Count(answer => answer is HttpStatusCode.OK or HttpStatusCode.NoContent).Should().Be(1);
            answers.Should().NotContain(answer => (int)answer >= 500);
        }
    }

    [Theory]
    [InlineData("/api/users", "displayName")]
    [InlineData("/api/teams", "name")]
    [InlineData("/api/clients", "name")]
    public async Task OneId_IsGivenOnce_InAnyCase(string path, string name)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = Accounts.NewId("racer");

            var answers = await TogetherAsync([.. Enumerable.Range(0, 6).Select(number => (Func<Task<Answer>>)(() => stage.AskAsync(
                "admin", "POST", path, $$"""{"id": "{{(number % 2 == 0 ? id : id.ToUpperInvariant())}}", "{{name}}": "New"}""")))]);

            answers.Count(answer => answer == HttpStatusCode.Created).Should().Be(1);
            answers.Count(answer => answer == HttpStatusCode.Conflict).Should().Be(5);
        }
    }

    [Fact]
    public async Task UserIsDeleted_OrReceives()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, integration) = (await stage.AddUserAsync(), await stage.AddIntegrationOfAsync("user:owner"));

            var answers = await TogetherAsync(
                () => stage.AskAsync("admin", "DELETE", $"/api/users/{user}"),
                () => stage.AskAsync("owner", "PUT", $"/api/integrations/{integration}/owner", $$"""{"userId": "{{user}}"}"""));

            (answers[0], answers[1])
                .Should().BeOneOf((HttpStatusCode.NoContent, HttpStatusCode.UnprocessableEntity),
                    (HttpStatusCode.Conflict, HttpStatusCode.OK));
        }
    }

    [Fact]
    public async Task TeamIsDeleted_AndNoShareToItIsLeft()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (team, integration) = (await stage.AddTeamAsync(("jdoe", 6)), await stage.AddIntegrationOfAsync("user:owner"));

            var answers = await TogetherAsync(
                () => stage.AskAsync("jdoe", "DELETE", $"/api/teams/{team}"),
                () => stage.AskAsync("owner", "PUT", $"/api/integrations/{integration}/shares/team:{team}", "{}"));

            answers[0].Should().Be(HttpStatusCode.NoContent);
            answers[1].Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            (await stage.ScalarAsync<int>("""
                select share_count + (select count(*) from shares where integration_id = i.id) from integrations i where id = @integration
                """, new { integration })).Should().Be(0);
        }
    }

    [Fact]
    public async Task UserDeletedConcurrently_IsNotAdded()
    {
        var (user, team) = (await stage.AddUserAsync(), await stage.AddTeamAsync(("jdoe", 6)));
        await using var connection = await stage.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "delete from users where id = @user; delete from principals where id = 'user:' || @user", new { user }, transaction);

        var adding = stage.AskAsync("jdoe", "POST", $"/api/teams/{team}/members", $$"""{"userId": "{{user}}"}""");
        while (!await stage.ScalarAsync<bool>(OneWaits))
            await Task.Delay(10);
        await transaction.CommitAsync();

        (await adding).Problem.Should().Be("unknown-principal");
    }

    [Theory]
    [InlineData("members/level1", "last-admin")]
    [InlineData("", "still-owns")]
    public async Task IntegrationThatArrives_KeepsTheTeamOfItsLastMember(string path, string expected)
    {
        var team = await stage.AddTeamAsync(("level1", 6));
        var integration = await stage.AddIntegrationOfAsync("user:owner");
        await using var transfer = await HeldTransaction.BeginAsync(
            stage, "update integrations set owner_id = 'team:' || @team where id = @integration", new { team, integration });

        var deletion = stage.AskAsync("level1", "DELETE", $"/api/teams/{team}/{path}".TrimEnd('/'));
        await HeldTransaction.UntilWaitingAsync(stage, deletion);
        await transfer.CommitAsync();

        (await deletion).Problem.Should().Be(expected);
        (await stage.IsThereAsync("teams", team)).Should().BeTrue();
    }

    [Fact]
    public async Task TwoMembersWhoLeave_TakeTheTeamAlong_AndItsSharesWithIt()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 6));
            var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{team}", 1));

            var answers = await TogetherAsync(
                () => stage.AskAsync("jdoe", "DELETE", $"/api/teams/{team}/members/jdoe"),
                () => stage.AskAsync("bwong", "DELETE", $"/api/teams/{team}/members/bwong"));

            answers.Should().AllBeEquivalentTo(HttpStatusCode.NoContent);
            (await stage.IsThereAsync("teams", team)).Should().BeFalse();
            (await stage.ScalarAsync<int>("select share_count from integrations where id = @integration", new { integration }))
                .Should().Be(0);
        }
    }

    [Fact]
    public async Task MemberLeftAlone_DuringTheWait_LocksTheSharedIntegrationsFirst()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 6));
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{team}", 1));
        await using var other = await HeldTransaction.BeginAsync(
            stage, "select from teams where id = @team for update; delete from memberships where team_id = @team and user_id = 'bwong'",
            new { team });
        var leaving = stage.AskAsync("jdoe", "DELETE", $"/api/teams/{team}/members/jdoe");
        await HeldTransaction.UntilWaitingAsync(stage, leaving);
        await using var writer = await HeldTransaction.BeginAsync(
            stage, "select from integrations where id = @integration for update", new { integration });

        await other.CommitAsync();
        await HeldTransaction.UntilWaitingAsync(stage, leaving);
        leaving.IsCompleted.Should().BeFalse("the integration is locked");
        // The team is free: the request waits for the integration before it locks the team.
        await writer.ExecuteAsync("select from teams where id = @team for update nowait", new { team });
        await writer.CommitAsync();

        (await leaving).Status.Should().Be(HttpStatusCode.NoContent);
    }

    /// <summary>Starts all at once; the answers are in the order of the requests.</summary>
    private static async Task<HttpStatusCode[]> TogetherAsync(params Func<Task<Answer>>[] requests) =>
        [.. (await Task.WhenAll(requests.Select(request => Task.Run(request)))).Select(answer => answer.Status)];
}
