using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Counts wrong secrets per client and address, for one minute each. 256 bits cannot be guessed, but attempts must not cost much. At its
/// limit, it forgets the oldest counts, so that a flood uses a limited amount of memory.
/// </summary>
public sealed class SecretFailures(TimeProvider clock)
{
    private const int Allowed = 5;
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
        var now = clock.GetUtcNow();
        // All texts that cannot be the ID of a client count as one, because their length is unlimited.
        var key = (UserIds.IsId(clientId) ? clientId : "", Network(address));
        lock (_gate)
        {
            Forget(now);
            var (until, count) = _counts.GetValueOrDefault(key);
            if (count == 0)
            {
                until = now + Window;
                _ends.Enqueue((key, until));
            }
            _counts[key] = (until, Math.Min(count + 1, Allowed + 1));
            return count < Allowed ? null : until - now;
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

    /// <summary>
    /// Returns the /64 network of an IPv6 address, because one client can use all its addresses (RFC 4291, section 2.5.4).
    /// </summary>
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
