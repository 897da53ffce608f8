using System.Diagnostics.CodeAnalysis;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Limits the transactions in progress, and with them the backends that wait in COMMIT: a transaction leaves its slot when PostgreSQL has
/// answered or the connection has failed, not when its request ends. While slots become free, others wait for one. If none has become free
/// for a while, the transactions hang, and further ones are refused at once.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its wait handle is never created.")]
internal sealed class WriteSlots(int count, TimeSpan patience, TimeProvider clock)
{
    private readonly SemaphoreSlim _free = new(count);
    private long _lastMove = clock.GetTimestamp();

    /// <exception cref="DatabaseUnavailableException">The transactions in progress hang.</exception>
    public ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        _free.Wait(0, CancellationToken.None) ? new(new Slot(this)) : new(WaitAsync(cancellationToken));

    private async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var remaining = patience - clock.GetElapsedTime(Volatile.Read(ref _lastMove));
            if (remaining <= TimeSpan.Zero)
                throw RetryTable.Final(FailureKind.TooSlow, new TimeoutException("The transactions in progress hang."))!;
            if (await _free.WaitAsync(remaining, cancellationToken))
                return new Slot(this);
        }
    }

    private sealed class Slot : IDisposable
    {
        private readonly WriteSlots _slots;

        public Slot(WriteSlots slots)
        {
            _slots = slots;
            Move();
        }

        public void Dispose()
        {
            Move();
            _slots._free.Release();
        }

        private void Move() => Volatile.Write(ref _slots._lastMove, _slots.Clock.GetTimestamp());
    }

    private TimeProvider Clock => clock;

    public int Count => count;

    public int Used => count - _free.CurrentCount;
}
