using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Transactions;

public sealed class CommitTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    [Fact]
    public async Task BackendKilledDuringCommit_IsAnUnknownOutcome_AndNeverRunAgain()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await AtCommitAsync(stack, "killed", "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(10);");
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteAsync((transaction, token) =>
        {
            attempts++;
            return ProbeTable.IncrementAsync(transaction, "killed", token);
        }, default)).Should().ThrowAsync<OutcomeUnknownException>();

        attempts.Should().Be(1);
        stack.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task BackendKilledAfterTheLastStatement_IsAnUnknownOutcome()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteAsync(async (transaction, token) =>
        {
            attempts++;
            await ProbeTable.IncrementAsync(transaction, "gone", token);
            await stack.TerminateAsync(transaction.Connection!.ProcessID);
            return 0;
        }, default)).Should().ThrowAsync<OutcomeUnknownException>();

        attempts.Should().Be(1);
    }

    [Fact]
    public async Task ErrorInResponseToCommit_IsDefinite()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await AtCommitAsync(stack, "refused", "raise exception 'no' using errcode = '23514', constraint = 'team_keeps_admin';");

        var failure = await IncrementAsync(stack, "refused").Should().ThrowAsync<PostgresException>();

        (failure.Which.SqlState, failure.Which.ConstraintName).Should().Be(("23514", "team_keeps_admin"));
        (await ProbeTable.CountAsync(stack, "refused")).Should().Be(0);
    }

    [Fact]
    public async Task ConflictInResponseToCommit_IsRetried_AndTakesEffectOnce()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("create sequence tries");
        await AtCommitAsync(stack, "again", "if nextval('tries') = 1 then raise exception 'no' using errcode = '40001'; end if;");

        await IncrementAsync(stack, "again")();

        (await stack.ScalarAsync<long>("select last_value from tries")).Should().Be(2);
        (await ProbeTable.CountAsync(stack, "again")).Should().Be(1);
    }

    [Fact]
    public async Task DeadlineBetweenTwoAttempts_IsNoUnknownOutcome()
    {
        // Shorter than the shortest pause: time is up in the pause, however the two threads run.
        var limits = TimeLimits.Default with { Request = TimeSpan.FromMilliseconds(10) };
        var clock = new FakeTimeProvider();
        await using var stack = new DataStack(probe.ConnectionString, limits: limits, clock: clock);
        await AtCommitAsync(stack, "paused", "raise exception 'no' using errcode = '40001';");
        var writing = IncrementAsync(stack, "paused")();

        await stack.Log.First;
        clock.Advance(limits.Request);

        await writing.Awaiting(w => w).Should().ThrowAsync<DatabaseUnavailableException>();
    }

    [Fact]
    public async Task CommitThatPassesTheDeadline_IsAnUnknownOutcome_ButIsNotCancelled()
    {
        var clock = new FakeTimeProvider();
        await using var stack = new DataStack(probe.ConnectionString, "Maximum Pool Size=1;Options=-c lock_timeout=0", clock: clock);
        await AtCommitAsync(stack, "late", "perform pg_advisory_xact_lock(1);");
        var holder = await stack.OutsideAsync();
        await holder.ExecuteAsync("select pg_advisory_lock(1)");
        var writing = IncrementAsync(stack, "late")();

        await stack.UntilAsync("select exists (select from pg_stat_activity where query = 'commit' and wait_event = 'advisory')");
        clock.Advance(TimeLimits.Default.Request);
        await writing.Awaiting(w => w).Should().ThrowAsync<OutcomeUnknownException>();
        await holder.DisposeAsync();

        await stack.UntilAsync("select exists (select from probe where id = 'late')");
        (await Retries.OpeningTests.SelectOneAsync(stack)).Should().Be(1, "the connection returns to the pool after the response");
    }

    [Fact]
    public async Task Commit_HasNoTimeLimitButTheDeadline()
    {
        var limits = TimeLimits.Default with { Statement = TimeSpan.FromSeconds(1), Command = TimeSpan.FromSeconds(2) };
        await using var stack = new DataStack(probe.ConnectionString, limits: limits);
        await AtCommitAsync(stack, "slow", "perform pg_sleep(3);");

        await IncrementAsync(stack, "slow")();

        (await ProbeTable.CountAsync(stack, "slow")).Should().Be(1);
    }

    [Fact]
    public async Task CancellationDuringCommit_HasNoEffect()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Options=-c lock_timeout=0");
        await AtCommitAsync(stack, "left", "perform pg_advisory_xact_lock(2);");
        var holder = await stack.OutsideAsync();
        await holder.ExecuteAsync("select pg_advisory_lock(2)");
        using var caller = new CancellationTokenSource();
        var writing = stack.Database.WriteAsync(
            (transaction, token) => ProbeTable.IncrementAsync(transaction, "left", token), caller.Token);

        await stack.UntilAsync("select exists (select from pg_stat_activity where query = 'commit' and wait_event = 'advisory')");
        await caller.CancelAsync();
        await holder.ExecuteAsync("select pg_advisory_unlock(2)");
        await holder.DisposeAsync();

        (await writing).Should().Be(1);
        (await ProbeTable.CountAsync(stack, "left")).Should().Be(1);
    }

    private static Func<Task> IncrementAsync(DataStack stack, string id) => () => stack.Database.WriteAsync(
        (transaction, token) => ProbeTable.IncrementAsync(transaction, id, token), CancellationToken.None);

    /// <summary>Runs SQL during COMMIT, for the row of this test only.</summary>
    private static Task AtCommitAsync(DataStack stack, string id, string what) => stack.ExecuteAsync($"""
        create function at_commit_{id}() returns trigger language plpgsql as $$ begin {what} return null; end $$;
        create constraint trigger at_commit_{id} after insert on probe deferrable initially deferred
            for each row when (new.id = '{id}') execute function at_commit_{id}();
        """);
}
