using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

public sealed class ConflictTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    private static readonly TimeLimits ShortLock = TimeLimits.Default with { Lock = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task Deadlock_IsRetried_AndBothTakeEffectOnce()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Options=-c deadlock_timeout=100ms");
        await stack.ExecuteAsync("insert into probe values ('left', 0), ('right', 0)");
        using var both = new CountdownEvent(2);
        var attempts = 0;

        await Task.WhenAll(IncrementBothAsync("left", "right"), IncrementBothAsync("right", "left"));

        attempts.Should().Be(3);
        (await ProbeTable.CountAsync(stack, "left")).Should().Be(2);
        (await ProbeTable.CountAsync(stack, "right")).Should().Be(2);

        Task<int> IncrementBothAsync(string first, string second) => stack.Database.WriteAsync(async (transaction, token) =>
        {
            Interlocked.Increment(ref attempts);
            await ProbeTable.IncrementAsync(transaction, first, token);
            if (!both.IsSet)
                both.Signal();
            while (!both.IsSet)
                await Task.Delay(5, token);
            return await ProbeTable.IncrementAsync(transaction, second, token);
        }, CancellationToken.None);
    }

    [Fact]
    public async Task SerializationFailure_IsRetried()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("insert into probe values ('serial', 0)");
        var attempts = 0;

        await stack.Database.WriteAsync(async (transaction, token) =>
        {
            await transaction.Connection!.ExecuteAsync("set transaction isolation level repeatable read", transaction: transaction);
            await transaction.Connection!.ExecuteAsync("select from probe where id = 'serial'", transaction: transaction);
            if (attempts++ == 0)
                await stack.ExecuteAsync("update probe set count = count + 10 where id = 'serial'");
            return await ProbeTable.IncrementAsync(transaction, "serial", token);
        }, default);

        attempts.Should().Be(2);
        (await ProbeTable.CountAsync(stack, "serial")).Should().Be(11);
    }

    [Fact]
    public async Task LockThatIsReleased_IsWaitedForAcrossAttempts()
    {
        await using var stack = new DataStack(probe.ConnectionString, limits: ShortLock);
        await stack.ExecuteAsync("insert into probe values ('locked', 0)");
        await using var holder = await stack.OutsideAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select from probe where id = 'locked' for update");
        var attempts = 0;

        await stack.Database.WriteAsync(async (transaction, token) =>
        {
            if (attempts++ == 1)
                await held.RollbackAsync(token);
            return await ProbeTable.IncrementAsync(transaction, "locked", token);
        }, default);

        attempts.Should().Be(2);
        (await ProbeTable.CountAsync(stack, "locked")).Should().Be(1);
    }

    [Fact]
    public async Task LockThatIsNeverReleased_IsUnavailable_AfterFourAttempts()
    {
        await using var stack = new DataStack(probe.ConnectionString, limits: ShortLock);
        await stack.ExecuteAsync("insert into probe values ('kept', 0)");
        await using var holder = await stack.OutsideAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select from probe where id = 'kept' for update");
        var attempts = 0;

        var failure = await stack.Database.Invoking(d => d.WriteAsync((transaction, token) =>
        {
            attempts++;
            return ProbeTable.IncrementAsync(transaction, "kept", token);
        }, default)).Should().ThrowAsync<DatabaseUnavailableException>();

        failure.WithInnerException<PostgresException>().Which.SqlState.Should().Be("55P03");
        attempts.Should().Be(4);
    }
}
