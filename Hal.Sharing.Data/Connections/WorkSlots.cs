namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Limits the requests that this process works for at once, so that under overload each is served fast and others are refused fast. A
/// request that only waits for something else leaves its slot: waiting costs nothing, and must not keep out others.
/// </summary>
/// <remarks>
/// Requests get slots in the order of their arrival. One that has waited as long as <see cref="Patience"/> is refused: then the server
/// has too many requests. Until a second has passed without a refusal, the queue is short, so that most are refused at once and the others
/// soon get a slot. If no slot becomes free, the database stalls, and refusing would not help: then requests wait for
/// <see cref="StallPatience"/>.
/// </remarks>
public sealed class WorkSlots : IDisposable
{
    private const int WaitingForEachSlot = 3;
    private const int SharingForEachSlot = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OverloadPatience = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StallPatience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _waiters = new();
    private readonly WorkLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private int _running;
    private int _parked;
    private long _lastLeft;
    private long _refusedAt;

    public WorkSlots(WorkLimits limits, TimeProvider clock)
    {
        (_limits, _clock, _lastLeft) = (limits, clock, clock.GetTimestamp());
        _timer = clock.CreateTimer(_ => Refuse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of requests in slots.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The number of requests that have left their slot to wait for something else.</summary>
    public int Parked => Volatile.Read(ref _parked);

    /// <summary>Takes a slot, perhaps after a wait; <see cref="Leave"/> must follow. False if the request must be refused.</summary>
    public ValueTask<bool> EnterAsync()
    {
        lock (_gate)
        {
            if (_running < _limits.Running)
            {
                _running++;
                return new(true);
            }
            var now = _clock.GetTimestamp();
            if (_waiters.Count >= Places(now))
            {
                _refusedAt = now;
                return new(false);
            }
            var waiter = new Waiter(now);
            _waiters.Enqueue(waiter);
            if (_waiters.Count == 1)
                _timer.Change(OverloadPatience, Timeout.InfiniteTimeSpan);
            return new(waiter.Admission.Task);
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _running--;
            _lastLeft = _clock.GetTimestamp();
            while (_running < _limits.Running && _waiters.TryDequeue(out var waiter))
            {
                _running++;
                waiter.Admission.SetResult(true);
            }
        }
    }

    /// <summary>Leaves the slot until the result is disposed of. Then the request goes on at once, also if no slot is free.</summary>
    public IDisposable Park()
    {
        Interlocked.Increment(ref _parked);
        Leave();
        return new Parking(this, isCounted: true);
    }

    /// <summary>As <see cref="Park"/>, for a stream, which does not go on soon: it is not counted among those that wait.</summary>
    public IDisposable ParkStream()
    {
        Leave();
        return new Parking(this, isCounted: false);
    }

    /// <summary>
    /// As <see cref="Park"/>, for a request that waits for a statement that many share; null under overload and if many wait already,
    /// because each of them needs the processor soon.
    /// </summary>
    internal IDisposable? ParkForSharedStatement() =>
        Parked < (long)SharingForEachSlot * _limits.Running && !IsOverloaded(_clock.GetTimestamp()) ? Park() : null;

    public void Dispose() => _timer.Dispose();

    private void Resume(bool wasCounted)
    {
        lock (_gate)
            _running++;
        if (wasCounted)
            Interlocked.Decrement(ref _parked);
    }

    private void Refuse()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            var patience = _clock.GetElapsedTime(_lastLeft, now) > OverloadPatience ? StallPatience
                : IsOverloaded(now) ? OverloadPatience
                : Patience;
            while (_waiters.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.Since, now) >= patience)
            {
                if (patience != StallPatience)
                    _refusedAt = now;
                _waiters.Dequeue().Admission.SetResult(false);
            }
            if (_waiters.TryPeek(out var next))
                _timer.Change(Later(OverloadPatience - _clock.GetElapsedTime(next.Since, now)), Timeout.InfiniteTimeSpan);
        }
    }

    private bool IsOverloaded(long now) => Volatile.Read(ref _refusedAt) is not 0 and var at && _clock.GetElapsedTime(at, now) < Memory;

    private int Places(long now) =>
        IsOverloaded(now) ? (int)Math.Min(_limits.Waiting, (long)WaitingForEachSlot * _limits.Running) : _limits.Waiting;

    // The oldest may have waited longer already; it is looked at again soon.
    private static TimeSpan Later(TimeSpan time) => time > TimeSpan.FromMilliseconds(1) ? time : TimeSpan.FromMilliseconds(5);

    private sealed record Waiter(long Since)
    {
        public TaskCompletionSource<bool> Admission { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Parking(WorkSlots slots, bool isCounted) : IDisposable
    {
        private WorkSlots? _slots = slots;

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Resume(isCounted);
    }
}

/// <summary>Configures <see cref="WorkSlots"/>.</summary>
/// <param name="Running">How many requests have a slot at once.</param>
/// <param name="Waiting">How many more wait for one.</param>
public sealed record WorkLimits(int Running, int Waiting)
{
    public static WorkLimits None { get; } = new(int.MaxValue, 0);
}
