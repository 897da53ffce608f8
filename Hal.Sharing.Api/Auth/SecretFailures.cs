using System.Net;
using Hal.Sharing.Api.Limits;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Counts wrong secrets per client and address, for one minute each. 256 bits cannot be guessed, but attempts must not cost much. At its
/// limit, it forgets the oldest counts, so that a flood uses a limited amount of memory.
/// </summary>
public sealed class SecretFailures(LimitOptions options, TimeProvider clock)
{
    private const int MostCounted = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string ClientId, IPAddress Address), (DateTimeOffset Until, int Count)> _counts = [];
    private readonly Queue<((string, IPAddress) Key, DateTimeOffset Until)> _ends = new();

    /// <summary>The number of clients and addresses that are counted.</summary>
    public int Size => _counts.Count;

    /// <summary>Counts one failure. Returns how long to wait if there were too many, otherwise null.</summary>
    /// <param name="address">The address of the connection; null if it has none.</param>
    public TimeSpan? Count(string clientId, IPAddress? address)
    {
        if (!options.Enabled)
            return null;
        var now = clock.GetUtcNow();
        // All texts that cannot be the ID of a client count as one, because their length is unlimited.
        var key = (UserIds.IsId(clientId) ? clientId : "", ClientNetwork.Of(address));
        lock (_gate)
        {
            Forget(now);
            var (until, count) = _counts.GetValueOrDefault(key);
            if (count == 0)
            {
                until = now + Window;
                _ends.Enqueue((key, until));
            }
            _counts[key] = (until, Math.Min(count + 1, options.WrongSecretsPerMinute + 1));
            return count < options.WrongSecretsPerMinute ? null : until - now;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_ends.TryPeek(out var end) && (end.Until <= now || _ends.Count >= MostCounted))
        {
            _ends.Dequeue();
            _counts.Remove(end.Key);
        }
    }
}
