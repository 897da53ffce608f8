using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>COMMITs that get no answer, as with a synchronous standby that is gone: reads go on, and few backends wait.</summary>
[Collection(nameof(FaultCollection))]
public sealed class HangingCommitTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    private const string Waiting =
        "from pg_stat_activity where query = 'commit' and wait_event = 'advisory' and datname = current_database()";

    private static readonly TimeLimits Short = TimeLimits.Default with { Open = TimeSpan.FromSeconds(1),
        Request = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task Reads_GoOn_AndMoreWritesAreRefusedEarly()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Maximum Pool Size=8;Options=-c lock_timeout=0", Short);
        await stack.ExecuteAsync("""
            create function hang() returns trigger language plpgsql as $$
            begin perform pg_advisory_xact_lock_shared(7); return null; end $$;
            create constraint trigger hang after insert on probe deferrable initially deferred for each row execute function hang();
            """);
        await using var holder = await stack.OutsideAsync();
        await Dapper.SqlMapper.ExecuteAsync(holder, "select pg_advisory_lock(7)");

        var writes = Enumerable.Range(0, 20).Select(i => OutcomeAsync(stack, $"hang{i}")).ToList();
        await stack.UntilAsync($"select count(*) > 0 {Waiting}");
        while (!writes.TrueForAll(write => write.IsCompleted))
        {
            (await Retries.OpeningTests.SelectOneAsync(stack)).Should().Be(1, "reads do not wait for COMMITs of others");
            await Task.Delay(20);
        }

        var outcomes = await Task.WhenAll(writes);
        var unknown = outcomes.Count(outcome => outcome is OutcomeUnknownException);
        unknown.Should().BePositive();
        outcomes.Should().OnlyContain(outcome => outcome is OutcomeUnknownException || outcome is DatabaseUnavailableException);
        (await stack.ScalarAsync<int>($"select count(*) {Waiting}")).Should().Be(unknown).And.BeLessThan(8);
        var late = stack.Database.Awaiting(d => d.WriteAsync((transaction, token) =>
            ProbeTable.IncrementAsync(transaction, "late", token), default));
        (await late.Should().ThrowAsync<DatabaseUnavailableException>()).Which.RetryAfter.Should().BePositive();

        await Dapper.SqlMapper.ExecuteAsync(holder, "select pg_advisory_unlock(7)");

        await stack.UntilAsync($"select count(*) = 0 {Waiting}");
        await UntilServedAsync(stack);
        (await stack.ScalarAsync<int>("select count(*) from probe where id like 'hang%'")).Should().Be(unknown);
    }

    /// <summary>PostgreSQL has ended the COMMITs; the server has to read the answers.</summary>
    private static async Task UntilServedAsync(DataStack stack)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await OutcomeAsync(stack, "after") is not null)
            await Task.Delay(20, limit.Token);
    }

    private static async Task<Exception?> OutcomeAsync(DataStack stack, string id)
    {
        try
        {
            await stack.Database.WriteAsync((transaction, token) => ProbeTable.IncrementAsync(transaction, id, token), default);
            return null;
        }
        catch (Exception failure) when (failure is OutcomeUnknownException or DatabaseUnavailableException)
        {
            return failure;
        }
    }
}
