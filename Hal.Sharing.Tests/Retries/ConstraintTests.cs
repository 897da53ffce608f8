using System.Net;
using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

/// <summary>A constraint that stops a write after its precheck: the write runs once more, and then the response is 409.</summary>
public sealed class ConstraintTests(ProbeTable probe, SharingFixture stage) : IClassFixture<ProbeTable>, IClassFixture<SharingFixture>
{
    [Fact]
    public async Task StoppedWrite_RunsOnceMore_AndItsPrecheckDecides()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("insert into probe values ('claimed', 1)");
        var attempts = 0;

        var outcome = await stack.Database.WriteWithRecheckAsync(async (transaction, _) =>
            ++attempts > 1 ? "taken" : $"{await InsertAsync(transaction, "claimed")}", default);

        outcome.Should().Be("taken");
        attempts.Should().Be(2);
    }

    [Fact]
    public async Task WriteStoppedTwice_Throws()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("insert into probe values ('contested', 1)");
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteWithRecheckAsync((transaction, _) =>
        {
            attempts++;
            return InsertAsync(transaction, "contested");
        }, default)).Should().ThrowAsync<PostgresException>().Where(e => e.SqlState == "23505");

        attempts.Should().Be(2);
    }

    [Fact]
    public async Task SecondRun_SharesTheDeadlineOfTheFirst()
    {
        var clock = new FakeTimeProvider();
        await using var stack = new DataStack(probe.ConnectionString, clock: clock);
        await stack.ExecuteAsync("insert into probe values ('slow', 1)");
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteWithRecheckAsync(async (transaction, _) =>
        {
            attempts++;
            clock.Advance(TimeLimits.Default.Request * 0.6);
            return attempts == 1 ? await InsertAsync(transaction, "slow") : 0;
        }, default)).Should().ThrowAsync<DatabaseUnavailableException>();

        attempts.Should().Be(2);
    }

    [Theory]
    [InlineData("23502")]
    [InlineData("23503")]
    [InlineData("23505")]
    [InlineData("23514")]
    public async Task ConstraintThatNoPrecheckFinds_IsAConflict(string sqlState)
    {
        await stage.ExecuteAsync($"""
            create or replace function refuse() returns trigger language plpgsql as $$
            begin
                raise exception using errcode = '{sqlState}', message = 'refused';
            end $$;
            create or replace trigger refuse before insert or update or delete on clients for each row execute function refuse();
            """);

        var answer = await stage.AskAsync("admin", "POST", "/api/clients", """{"name": "New"}""");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "conflict"));
        answer.Body.GetRawText().Should().NotContain("refused");
    }

    private static Task<int> InsertAsync(NpgsqlTransaction transaction, string id) =>
        transaction.Connection!.ExecuteAsync("insert into probe values (@id, 1)", new { id }, transaction);
}
