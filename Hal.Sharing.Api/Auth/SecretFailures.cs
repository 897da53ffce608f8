using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Counts wrong secrets, per client and address and for one minute each: nobody guesses 256 bits, but who tries should not cost
/// much. Full, it forgets the oldest, so that a flood costs memory up to a limit only.
/// </summary>
public sealed class SecretFailures(TimeProvider clock)
{
    private const int Allowed = 5;
    private const int MostCounted = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string ClientId, IPAddress Address), (DateTimeOffset Until, int Count)> _counts = [];
    private readonly Queue<((string, IPAddress) Key, DateTimeOffset Until)> _ends = new();

    /// <summary>How many clients and addresses are being counted.</summary>
    public int Size => _counts.Count;

    /// <summary>Counts one failure; how long to wait when there were too many, else null.</summary>
    /// <param name="address">The connection's own; null where it has none.</param>
    public TimeSpan? Count(string clientId, IPAddress? address)
    {
        var now = clock.GetUtcNow();
        // What can be no client's id is counted as one: its length is the sender's choice.
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

    /// <summary>An IPv6 address stands for the /64 around it, of which its holder may use every one (RFC 4291, section 2.5.4).</summary>
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
