using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Tests.Support;

/// <summary>A port that nobody listens on right now.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
