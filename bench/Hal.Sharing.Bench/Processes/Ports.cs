using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Bench.Processes;

/// <summary>Finds ports for programs that this one starts.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
