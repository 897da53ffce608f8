using System.Net;
using Dapper;

namespace Hal.Sharing.Tests.TeamAuthorizations;

public sealed class RaceTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    private const string OneWaits = "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    [Theory]
    [InlineData("update users set managed_by = null where id = @id", HttpStatusCode.Forbidden)]
    [InlineData("update users set managed_by = 'stranger' where id = @id", HttpStatusCode.Forbidden)]
    [InlineData("delete from users where id = @id", HttpStatusCode.Unauthorized)]
    public async Task UserWhoIsReleasedMeanwhile_AuthorizesNothing(string release, HttpStatusCode expected)
    {
        var id = $"released-{Guid.NewGuid():N}";
        await stage.AddUserAsync(id, "Somebody");
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
    public async Task TeamThatIsDeletedMeanwhile_IsUnknown()
    {
        await stage.AddUserAsync("late", "Somebody");
        await stage.AddTeamAsync("gone");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("delete from teams where id = 'gone'", transaction: transaction);

        var authorizing = stage.AuthorizeAsync(stage.Delegated("late"), "gone", """{"scopes": ["data:read"]}""");
        await stage.Data.UntilAsync(OneWaits);
        await transaction.CommitAsync();

        (await authorizing).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task MembershipWrites_DoNotHoldItUp()
    {
        await stage.AddUserAsync("unhindered", "Somebody");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("update memberships set role = 2 where team_id = 'analytics' and user_id = 'bwong'", transaction: transaction);

        (await stage.AuthorizeAsync(stage.Delegated("unhindered"), "analytics", """{"scopes": ["data:read"]}""")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AuthorizationsAndRevocations_FollowOneAnother_AndTheRecordSaysHow()
    {
        await stage.AddUserAsync("contended", "Somebody");
        var token = stage.Delegated("contended");
        string[] bodies = ["""{"scopes": ["data:read"]}""", """{"scopes": ["data:write"]}""", """{"scopes": ["openid", "profile"]}"""];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 4 == 3
            ? stage.RevokeAsync(token, "analytics")
            : stage.AuthorizeAsync(token, "analytics", bodies[i % 4])));

        answers.Select(answer => (int)answer.StatusCode).Should().OnlyContain(status => status == 200 || status == 204 || status == 404);
        var broken = await stage.Data.ScalarAsync<int>("""
            select count(*) from (
                select before, lag(after) over (order by id) as left_behind
                from changes where subject = 'authorization:contended/analytics') c
            where before is distinct from left_behind
            """);
        broken.Should().Be(0, "each change begins with what the one before left behind");
        (await stage.Data.ScalarAsync<string?>("""
            select after ->> 'scopes' from changes where subject = 'authorization:contended/analytics' order by id desc limit 1
            """)).Should().Be(await stage.Data.ScalarAsync<string?>("select to_jsonb(scopes)::text from team_authorizations where user_id = 'contended'"));
    }
}
