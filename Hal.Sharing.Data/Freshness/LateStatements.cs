namespace Hal.Sharing.Data.Freshness;

/// <summary>Decides how long the next questions wait for a statement: its connection may be dead, and theirs need not be.</summary>
internal sealed class LateStatements(TimeProvider clock)
{
    /// <summary>How many may be left behind. A frozen database answers none, and the connections are for others, too.</summary>
    private const int Most = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private int _count;

    /// <summary>Returns when the statement has ended, or takes so long that it is left behind.</summary>
    /// <param name="sending">Never fails.</param>
    public async Task PassAsync(Task sending)
    {
        await sending.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sending.IsCompleted)
            return;
        var ended = CountAsync(sending);
        if (Volatile.Read(ref _count) > Most)
            await ended;
    }

    private async Task CountAsync(Task sending)
    {
        Interlocked.Increment(ref _count);
        await sending;
        Interlocked.Decrement(ref _count);
    }
}
