namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Decides when the questions that wait are sent. Usually one statement is in progress, and the next one follows when it has ended; if it
/// takes long, those that wait are sent with a second one.
/// </summary>
/// <param name="clock">Measures the time.</param>
/// <param name="isWaiting">Whether a question waits.</param>
/// <param name="send">Sends the questions that wait, or as many as fit. Never fails.</param>
internal sealed class StatementLoop(TimeProvider clock, Func<bool> isWaiting, Func<Task> send)
{
    private const int UsualStatements = 1;
    private const int MostStatements = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly LateStatements _late = new(clock);
    private int _statements;
    private int _sends;
    private int _isWatched;

    /// <summary>Sends the questions that wait, now or after the statement in progress.</summary>
    public void Look()
    {
        // The statements serve other requests too, so they do not belong to the trace of this one.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default(IDisposable) : ExecutionContext.SuppressFlow();
        if (TryBegin(UsualStatements))
            _ = SendAllAsync();
        else if (Interlocked.Exchange(ref _isWatched, 1) == 0)
            _ = WatchAsync();
    }

    /// <summary>Returns false only if so many loops run: each of them looks again after it has ended.</summary>
    private bool TryBegin(int most)
    {
        var running = Volatile.Read(ref _statements);
        while (running < most)
        {
            var seen = Interlocked.CompareExchange(ref _statements, running + 1, running);
            if (seen == running)
                return true;
            running = seen;
        }
        return false;
    }

    private async Task SendAllAsync()
    {
        // Requests that have arrived already ask first, so that the first statement takes them along.
        await Task.Yield();
        // A question that arrives after the last look, but before the decrement, has begun nothing: hence the second look.
        do
        {
            do
            {
                Interlocked.Increment(ref _sends);
                await _late.PassAsync(send());
            }
            while (isWaiting() && Volatile.Read(ref _statements) == UsualStatements);
            Interlocked.Decrement(ref _statements);
        }
        while (isWaiting() && TryBegin(UsualStatements));
    }

    /// <summary>Sends a second statement if the first one takes long.</summary>
    private async Task WatchAsync()
    {
        do
        {
            var sends = Volatile.Read(ref _sends);
            await Task.Delay(Patience, clock);
            if (isWaiting() && sends == Volatile.Read(ref _sends) && TryBegin(MostStatements))
                _ = SendAllAsync();
            // Not Volatile.Write: the question of a request that still saw 1 must be seen in the next line.
            Interlocked.Exchange(ref _isWatched, 0);
        }
        while (isWaiting() && Interlocked.Exchange(ref _isWatched, 1) == 0);
    }
}
