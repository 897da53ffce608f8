using System.Net;
using Dapper;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>Authorizations while other transactions change the user, the team or the same authorization.</summary>
public sealed class RaceTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    private const string OneWaits =
        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    [Theory]
    [InlineData("update users set managed_by = null where id = @id", HttpStatusCode.Forbidden)]
    [InlineData("update users set managed_by = 'stranger' where id = @id", HttpStatusCode.Forbidden)]
    [InlineData("delete from users where id = @id", HttpStatusCode.Unauthorized)]
    public async Task UserReleasedConcurrently_AuthorizesNothing(string release, HttpStatusCode expected)
    {
        var id = $"released-{Guid.NewGuid():N}";
        await stage.AddUserAsync(id, "New User");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(release, new { id }, transaction);

        var authorizing = stage.AuthorizeAsync(stage.Delegated(id), "analytics", """{"scopes": ["data:read"]}""");
        await stage.Data.UntilAsync(OneWaits);
        await transaction.CommitAsync();

        (await authorizing).StatusCode.Should().Be(expected);
        (await stage.GrantedAsync(id, "analytics")).Should().BeNull();
        (await stage.RecordAsync(id, "analytics")).Should().BeEmpty();
    }

    [Fact]
    public async Task TeamDeletedConcurrently_IsUnknown()
    {
        await stage.AddUserAsync("late", "New User");
        await stage.AddTeamAsync("removed");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("delete from teams where id = 'removed'", transaction: transaction);

        var authorizing = stage.AuthorizeAsync(stage.Delegated("late"), "removed", """{"scopes": ["data:read"]}""");
        await stage.Data.UntilAsync(OneWaits);
        await transaction.CommitAsync();

        (await authorizing).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task MembershipWrite_DoesNotBlockAuthorization()
    {
        await stage.AddUserAsync("unhindered", "New User");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "update memberships set role = 2 where team_id = 'analytics' and user_id = 'bwong'", transaction: transaction);

        (await stage.AuthorizeAsync(stage.Delegated("unhindered"), "analytics", """{"scopes": ["data:read"]}""")).StatusCode
            .Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ConcurrentChanges_FollowOneAnother_InTheRecordToo()
    {
        await stage.AddUserAsync("contended", "New User");
        var token = stage.Delegated("contended");
        string[] bodies = ["""{"scopes": ["data:read"]}""", """{"scopes": ["data:write"]}""", """{"scopes": ["openid", "profile"]}"""];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 4 == 3
            ? stage.RevokeAsync(token, "analytics")
            : stage.AuthorizeAsync(token, "analytics", bodies[i % 4])));

        answers.Select(answer => (int)answer.StatusCode).Should().OnlyContain(status => status == 200 || status == 204 || status == 404);
        var broken = await stage.Data.ScalarAsync<int>("""
            select count(*) from (
                select before, lag(after) over (order by id) as previous_after
                from changes where subject = 'authorization:contended/analytics') c
            where before is distinct from previous_after
            """);
        broken.Should().Be(0, "each change begins with the state after the previous one");
        (await stage.Data.ScalarAsync<string?>("""
            select after ->> 'scopes' from changes where subject = 'authorization:contended/analytics' order by id desc limit 1
            """)).Should().Be(await stage.Data.ScalarAsync<string?>(
                "select to_jsonb(scopes)::text from team_authorizations where user_id = 'contended'"));
    }
}
