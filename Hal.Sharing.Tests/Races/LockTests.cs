using System.Net;
using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>
/// A permission is revoked during a request that requires it: the request waits, and the remaining permissions decide.
/// Each test revokes the permission in its own transaction and commits once the request waits.
/// </summary>
public sealed class LockTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    public static TheoryData<string, string, string, HttpStatusCode> Revocations => new()
    {
        // The user who shares, the owner, how the permission is revoked, the status.
        { "level3", "user:owner", "delete from shares where integration_id = @id and principal_id = 'user:level3'",
            HttpStatusCode.NotFound },
        { "level3", "user:owner", "update shares set access_level = 2 where integration_id = @id and principal_id = 'user:level3'",
            HttpStatusCode.Forbidden },
        { "readers-admin", "user:owner", "delete from shares where integration_id = @id and principal_id = 'team:readers'",
            HttpStatusCode.NotFound },
        { "owner", "user:owner", "update integrations set owner_id = 'user:recipient' where id = @id", HttpStatusCode.NotFound },
        { "owners-publisher", "team:owners", "update memberships set role = 4 where team_id = 'owners' and user_id = 'owners-publisher'",
            HttpStatusCode.Forbidden },
        { "owners-publisher", "team:owners", "delete from memberships where team_id = 'owners' and user_id = 'owners-publisher'",
            HttpStatusCode.NotFound },
        { "owners-publisher", "team:owners", "delete from integrations where id = @id", HttpStatusCode.NotFound },
        { "admin", "user:owner", "update users set is_superuser = false where id = 'admin'", HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task Sharing_WaitsForRevocationOfPermission(string user, string owner, string revocation, HttpStatusCode expected)
    {
        var id = await NewAsync(owner);
        using var caller = stage.As(user);

        var answer = await WhileTakenAsync(
            id, revocation, () => caller.PutAsync($"/api/integrations/{id}/shares/user:recipient", "{}"));

        answer.StatusCode.Should().Be(expected);
        (await CountAsync("select count(*) from shares where integration_id = @id and principal_id = 'user:recipient'", id)).Should().Be(0);
    }

    [Fact]
    public async Task TransferToTeam_WaitsForRevocationOfRole()
    {
        var id = await NewAsync("user:owner");
        using var owner = stage.As("owner");

        var answer = await WhileTakenAsync(
            id, "update memberships set role = 3 where team_id = 'target' and user_id = 'owner'",
            () => owner.PutAsync($"/api/integrations/{id}/owner", """{"teamId": "target"}"""));

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Deletion_WaitsForTransfer()
    {
        var id = await NewAsync("user:owner");
        using var owner = stage.As("owner");

        var answer = await WhileTakenAsync(
            id, "update integrations set owner_id = 'user:recipient' where id = @id", () => owner.DeleteAsync($"/api/integrations/{id}"));

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await CountAsync("select count(*) from integrations where id = @id", id)).Should().Be(1);
    }

    [Theory]
    [InlineData("shares/user:PRINCIPAL", "{}", HttpStatusCode.NotFound)]
    [InlineData("owner", """{"userId": "PRINCIPAL"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task PrincipalDeletedConcurrently_IsUnknown(string path, string body, HttpStatusCode expected)
    {
        var id = await NewAsync("user:owner");
        var principal = $"{id}-leaver";
        await stage.AddUsersAsync(principal);
        using var owner = stage.As("owner");

        var answer = await WhileTakenAsync(
            principal, "delete from users where id = @id; delete from principals where id = 'user:' || @id",
            () => owner.PutAsync($"/api/integrations/{id}/{path.Replace("PRINCIPAL", principal)}", body.Replace("PRINCIPAL", principal)));

        answer.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task CallerWithoutAccess_NeverWaitsForLock()
    {
        var id = await NewAsync("user:owner");
        using var stranger = stage.As("stranger");
        await using var connection = await stage.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("select from integrations where id = @id for update", new { id });

        using var answer = await stranger.PutAsync($"/api/integrations/{id}/shares/user:recipient", "{}");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<string> NewAsync(string owner)
    {
        var id = $"lock-{Guid.NewGuid():N}";
        // What another test took.
        await stage.ExecuteAsync("""
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            values ('owners', 'owners-publisher', 5, @Past, @Past), ('target', 'owner', 4, @Past, @Past)
            on conflict (team_id, user_id) do update set role = excluded.role;
            update users set is_superuser = true where id in ('admin', 'coach');
            """, new { SharingFixture.Past });
        await stage.AddIntegrationAsync(id, owner, [("user:level3", 3), ("team:readers", 3)]);
        return id;
    }

    private Task<int> CountAsync(string sql, string id) => stage.ScalarAsync<int>(sql, new { id });

    private async Task<HttpResponseMessage> WhileTakenAsync(string id, string revocation, Func<Task<HttpResponseMessage>> request)
    {
        await using var connection = await stage.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("select from integrations where id = @id for update", new { id });
        await connection.ExecuteAsync(revocation, new { id });

        var answer = request();
        while (!answer.IsCompleted && !await stage.ScalarAsync<bool>(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
            await Task.Delay(5);
        answer.IsCompleted.Should().BeFalse("it must wait");
        await transaction.CommitAsync();
        return await answer;
    }
}
