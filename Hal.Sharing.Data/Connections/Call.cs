using Polly;
using Polly.CircuitBreaker;

namespace Hal.Sharing.Data.Connections;

/// <summary>Holds the state of one call across its attempts: the failures by kind, and the deadline.</summary>
internal sealed class Call : IDisposable
{
    public static readonly ResiliencePropertyKey<Call> Key = new("sharing.call");

    private readonly int[] _taken = new int[Enum.GetValues<FailureKind>().Length];
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _leaving;

    public Call(TimeSpan limit, TimeProvider clock, CancellationToken caller)
    {
        (_limit, _clock, _began) = (limit, clock, clock.GetTimestamp());
        _end = new CancellationTokenSource(limit, clock);
        End = _end.Token;
        Caller = caller;
        _leaving = caller.UnsafeRegister(static call => ((Call)call!).Leave(), this);
    }

    /// <summary>The attempt in progress, or the last one.</summary>
    public Attempt Attempt { get; private set; } = new();

    /// <summary>The primary of that attempt; null before it was found.</summary>
    public Tenure? Tenure { get; set; }

    /// <summary>The last failure that was followed by another attempt.</summary>
    public Exception? Last { get; private set; }

    public CancellationToken Caller { get; }

    /// <summary>The deadline, or the caller's cancellation. It ends waiting, not statements, and COMMIT does not observe it.</summary>
    public CancellationToken End { get; }

    /// <summary>The time until the deadline; never negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var remaining = _limit - _clock.GetElapsedTime(_began);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>Whether the deadline has passed, or the caller has left.</summary>
    public bool IsOver => End.IsCancellationRequested || Remaining == TimeSpan.Zero;

    public Attempt Begin()
    {
        Tenure = null;
        return Attempt = new();
    }

    /// <summary>Uses one of the remaining attempts for this kind of failure; false if none remains.</summary>
    public bool TryAgainAfter(FailureKind kind, Exception failure)
    {
        if (_taken[(int)kind] >= RetryTable.Attempts(kind))
            return false;
        _taken[(int)kind]++;
        Last = failure;
        return true;
    }

    /// <summary>Returns what is thrown instead of the failure that ended the call; null for the failure as it is.</summary>
    public Exception? Final(Exception failure) => failure switch
    {
        BrokenCircuitException open => new DatabaseUnavailableException(open.RetryAfter ?? RetryTable.Break, open),
        // The caller's cancellation passes through, and so does the cancellation of a separate token.
        OperationCanceledException when Attempt.Phase is not Phase.Committing =>
            IsOver && !Caller.IsCancellationRequested ? RetryTable.Final(FailureKind.TooSlow, Last ?? failure) : null,
        _ => RetryTable.Final(Failure.Classify(failure, Attempt.Phase), failure),
    };

    public void Dispose()
    {
        _leaving.Dispose();
        _end.Dispose();
    }

    private void Leave()
    {
        _end.Cancel();
        Attempt.CancelStatements();
    }
}
