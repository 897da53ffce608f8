using System.Net;
using Hal.Sharing.Data.Users;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>At least one superuser remains, whatever is promoted, demoted and deleted at the same time.</summary>
public sealed class SuperuserRaceTests : IAsyncLifetime
{
    private const int Rounds = 40;
    private const string Demotion = """{"displayName": "Admin User"}""";
    private const string Promotion = """{"displayName": "Olive Outsider", "isSuperuser": true}""";
    private const string Rename = """{"displayName": "Olive"}""";

    private readonly SharingFixture _stage = new();

    public Task InitializeAsync() => _stage.InitializeAsync();

    public Task DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task PromotionBesideDemotions_LeavesSuperuser()
    {
        using var admin = _stage.As("admin");
        using var outsider = _stage.As("outsider");
        var lost = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await _stage.ExecuteAsync("update users set is_superuser = id = 'admin' where id in ('admin', 'outsider')");

            var answers = await Task.WhenAll(
                PutAsync(admin, "outsider", Promotion),
                PutAsync(admin, "admin", Demotion), PutAsync(admin, "admin", Demotion),
                PutAsync(outsider, "outsider", Rename), PutAsync(outsider, "outsider", Rename), PutAsync(outsider, "outsider", Rename));

            answers.Should().NotContain(status => (int)status >= 500);
            lost += await CountAsync() == 0 ? 1 : 0;
        }
        lost.Should().Be(0, "of {0} rounds", Rounds);
    }

    [Fact]
    public async Task UserPromotedDuringTheWait_IsNotDemotedBesideTheOther()
    {
        // The demotion of admin stops before it commits; the one of outsider then goes as far as it can.
        await _stage.ExecuteAsync("""
            create function stop_here() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared(3);
                return new;
            end $$;
            create trigger stop_here before update on users for each row when (old.id = 'admin') execute function stop_here();
            """);
        await using var stop = await HeldTransaction.BeginAsync(_stage, "select pg_advisory_xact_lock(3)");
        await using var promotion = await HeldTransaction.BeginAsync(
            _stage, "select from users where id = 'admin' for update; update users set is_superuser = true where id = 'outsider'");
        var demotion = _stage.AskAsync("admin", "PUT", "/api/users/admin", Demotion);
        var rename = _stage.AskAsync("outsider", "PUT", "/api/users/outsider", Rename);
        await HeldTransaction.UntilWaitingAsync(_stage, Task.WhenAll(demotion, rename), 2);

        await promotion.CommitAsync();
        await HeldTransaction.UntilWaitingAsync(_stage, rename, 2);
        await stop.CommitAsync();

        var answers = await Task.WhenAll(demotion, rename);
        answers.Select(answer => answer.Status).Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        (await CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task TransactionsThatDemoteEachOther_DoNotBothCommit_AtSqlLevelEither()
    {
        await _stage.ExecuteAsync("update users set is_superuser = true where id = 'outsider'");
        await using var first = await HeldTransaction.BeginAsync(_stage, "update users set is_superuser = false where id = 'admin'");
        await using var second = await HeldTransaction.BeginAsync(_stage, "update users set is_superuser = false where id = 'outsider'");

        await first.CommitAsync();

        await second.Invoking(it => it.CommitAsync())
            .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "superuser_remains");
        (await CountAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData("update users set is_superuser = false where id = 'admin'")]
    [InlineData("delete from integrations; delete from users where id = 'admin'")]
    public async Task LastSuperuser_Remains_AtSqlLevelToo(string sql)
    {
        await _stage.Invoking(it => it.ExecuteAsync($"begin; {sql}; commit"))
            .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "superuser_remains");

        (await CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task SuperuserCommand_TakesTheGuard()
    {
        await using var data = new DataStack(_stage.ConnectionString);
        await using var guard = await HeldTransaction.BeginAsync(_stage, "select lock_superusers()");
        var command = new SuperuserCommands(data.Database, TimeProvider.System).MakeAsync("outsider", CancellationToken.None);
        await HeldTransaction.UntilWaitingAsync(_stage, command);

        command.IsCompleted.Should().BeFalse("the guard is held");
        await guard.CommitAsync();

        (await command).Should().Be(SuperuserResult.Updated);
        (await CountAsync()).Should().Be(2);
    }

    private Task<int> CountAsync() => _stage.ScalarAsync<int>("select count(*) from users where is_superuser");

    private static async Task<HttpStatusCode> PutAsync(HttpClient caller, string user, string body)
    {
        using var answer = await caller.PutAsync($"/api/users/{user}", body);
        return answer.StatusCode;
    }
}
