using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Api.Limits;

/// <summary>Reduces the address of a client to what the client cannot choose.</summary>
internal static class ClientNetwork
{
    /// <summary>
    /// Returns the /64 network of an IPv6 address, because one client can use all its addresses (RFC 4291, section 2.5.4), and an IPv4
    /// address as it is; <see cref="IPAddress.None"/> for a connection without an address.
    /// </summary>
    public static IPAddress Of(IPAddress? address)
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
