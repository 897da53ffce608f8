using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Counts the requests that this server works for. Those that wait for a write, or for the keys of the provider, do not count, because
/// waiting costs nothing.
/// </summary>
internal sealed class RequestsInProgress(WriteQueues queues, ProviderKeys keys)
{
    private int _begun;

    public int Count => Volatile.Read(ref _begun) - Waiting;

    public int Waiting => queues.Waiting + keys.Waiting;

    /// <summary>Begins a request unless there are that many already; <see cref="End"/> must follow if this returns true.</summary>
    public bool TryBegin(int most)
    {
        if (Interlocked.Increment(ref _begun) - Waiting <= most)
            return true;
        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref _begun);
}
