using Polly;

namespace Hal.Sharing.Data.Connections;

/// <summary>What one call knows across its attempts: how far the last one got, what failed how often, and when time is up.</summary>
internal sealed class Call : IDisposable
{
    public static readonly ResiliencePropertyKey<Call> Key = new("sharing.call");

    private readonly int[] _taken = new int[Enum.GetValues<FailureKind>().Length];
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public Call(TimeSpan limit, TimeProvider clock, CancellationToken caller)
    {
        _deadline = new CancellationTokenSource(limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
        Caller = caller;
    }

    public Phase Phase { get; set; }

    /// <summary>The last failure that was followed by another attempt.</summary>
    public Exception? Last { get; private set; }

    public CancellationToken Caller { get; }

    /// <summary>Time is up. COMMIT listens to nothing else, for a caller who leaves does not make it undone.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Time is up, or the caller left.</summary>
    public CancellationToken Either => _either.Token;

    /// <summary>Spends one of the attempts that this kind of failure has left; false when there is none.</summary>
    public bool TryAgainAfter(FailureKind kind, Exception failure)
    {
        if (_taken[(int)kind] >= RetryTable.Attempts(kind))
            return false;
        _taken[(int)kind]++;
        Last = failure;
        return true;
    }

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
