using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Transactions;

public sealed class WriteTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    private enum Outcome
    {
        Written,
        Refused,
    }

    [Fact]
    public async Task Outcome_ComesBack_AndTheRowIsThere()
    {
        await using var stack = new DataStack(probe.ConnectionString);

        var outcome = await stack.Database.WriteAsync(async (transaction, token) =>
        {
            await ProbeTable.IncrementAsync(transaction, "written", token);
            return Outcome.Written;
        }, default);

        outcome.Should().Be(Outcome.Written);
        (await ProbeTable.CountAsync(stack, "written")).Should().Be(1);
    }

    [Fact]
    public async Task Exception_RollsBack_AndPassesAsItIs()
    {
        await using var stack = new DataStack(probe.ConnectionString);

        await stack.Database.Invoking(d => d.WriteAsync<int>(async (transaction, token) =>
        {
            await ProbeTable.IncrementAsync(transaction, "thrown", token);
            throw new InvalidOperationException("own");
        }, default)).Should().ThrowAsync<InvalidOperationException>().WithMessage("own");

        (await ProbeTable.CountAsync(stack, "thrown")).Should().Be(0);
    }

    [Fact]
    public async Task CaughtError_LeavesNothingBehind_SoItMustBecomeARefusal()
    {
        await using var stack = new DataStack(probe.ConnectionString);

        var outcome = await stack.Database.WriteAsync(async (transaction, token) =>
        {
            await ProbeTable.IncrementAsync(transaction, "caught", token);
            try
            {
                await transaction.Connection!.ExecuteAsync("insert into probe values ('caught', 1000)", transaction: transaction);
                return Outcome.Written;
            }
            catch (PostgresException violated) when (violated.SqlState == PostgresErrorCodes.CheckViolation)
            {
                return Outcome.Refused;
            }
        }, default);

        outcome.Should().Be(Outcome.Refused);
        (await ProbeTable.CountAsync(stack, "caught")).Should().Be(0);
    }

    [Fact]
    public async Task CallersCancellation_PassesThrough_AndNothingIsWritten()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        using var caller = new CancellationTokenSource();
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteAsync(async (transaction, token) =>
        {
            attempts++;
            await ProbeTable.IncrementAsync(transaction, "cancelled", token);
            await caller.CancelAsync();
            return 0;
        }, caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        attempts.Should().Be(1);
        (await ProbeTable.CountAsync(stack, "cancelled")).Should().Be(0);
        stack.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task CancellationOfSomethingElse_PassesAsItIs()
    {
        await using var stack = new DataStack(probe.ConnectionString);

        await stack.Database.Invoking(d => d.WriteAsync<int>((_, _) => throw new TaskCanceledException("elsewhere"), default))
            .Should().ThrowAsync<TaskCanceledException>().WithMessage("elsewhere");
    }

    [Fact]
    public async Task DeadlineBeforeCommit_IsUnavailable_AndNothingIsWritten()
    {
        var clock = new FakeTimeProvider();
        await using var stack = new DataStack(probe.ConnectionString, clock: clock);

        await stack.Database.Invoking(d => d.WriteAsync(async (transaction, token) =>
        {
            await ProbeTable.IncrementAsync(transaction, "overdue", token);
            clock.Advance(TimeLimits.Default.Request);
            return await transaction.Connection!.ExecuteAsync(
                new CommandDefinition("select 1", transaction: transaction, cancellationToken: token));
        }, default)).Should().ThrowAsync<DatabaseUnavailableException>();

        (await ProbeTable.CountAsync(stack, "overdue")).Should().Be(0);
    }
}
