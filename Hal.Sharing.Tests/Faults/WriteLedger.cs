using System.Diagnostics;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Everything that the writers sent, in order, with the outcomes. One writer writes each key, one request at a time.</summary>
public sealed class WriteLedger
{
    private readonly Lock _lock = new();
    private readonly List<WriteAttempt> _attempts = [];
    private readonly List<string> _unexpected = [];
    private TaskCompletionSource _changed = NewSignal();

    public IReadOnlyList<WriteAttempt> Attempts
    {
        get
        {
            lock (_lock)
                return [.. _attempts];
        }
    }

    /// <summary>Responses that no fault explains, such as 500, or 503 without Retry-After.</summary>
    public IReadOnlyList<string> Unexpected
    {
        get
        {
            lock (_lock)
                return [.. _unexpected];
        }
    }

    public int Count(WriteOutcome outcome) => Attempts.Count(attempt => attempt.Outcome == outcome);

    public void Add(WriteAttempt attempt, string? unexpected)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _attempts.Add(attempt);
            if (unexpected is not null)
                _unexpected.Add(unexpected);
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    /// <summary>
    /// Returns how long after a time the first write was acknowledged that was sent after this time. Waits for it at most for the limit;
    /// null if there was none.
    /// </summary>
    public async Task<TimeSpan?> RecoveryAsync(long since, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        while (true)
        {
            Task changed;
            long? first;
            lock (_lock)
            {
                first = _attempts.Where(attempt => attempt.Outcome == WriteOutcome.Acknowledged && attempt.Sent >= since)
                    .Min(attempt => (long?)attempt.Ended);
                changed = _changed.Task;
            }
            if (first is { } ended)
                return Stopwatch.GetElapsedTime(since, ended);
            if (await Task.WhenAny(changed, Task.Delay(Timeout.Infinite, deadline.Token)) != changed)
                return null;
        }
    }

    /// <summary>Returns the longest time without an acknowledged write between two times.</summary>
    public TimeSpan LongestGap(long since, long until)
    {
        var acknowledged = from attempt in Attempts
                           where attempt.Outcome == WriteOutcome.Acknowledged && attempt.Ended > since && attempt.Ended < until
                           orderby attempt.Ended
                           select attempt.Ended;
        long[] times = [since, .. acknowledged, until];
        return times.Zip(times.Skip(1), (before, after) => Stopwatch.GetElapsedTime(before, after)).Max();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
