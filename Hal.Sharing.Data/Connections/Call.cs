using Polly;

namespace Hal.Sharing.Data.Connections;

/// <summary>Holds the state of one call across its attempts: the phase, the failures by kind, and the deadline.</summary>
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

    /// <summary>The deadline. COMMIT observes only this token, because a caller who disconnects does not undo it.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>The deadline, or the caller's cancellation.</summary>
    public CancellationToken Either => _either.Token;

    /// <summary>Uses one of the remaining attempts for this kind of failure; false if none remains.</summary>
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
