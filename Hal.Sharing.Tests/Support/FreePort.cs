using System.Net;
using System.Net.Sockets;

namespace Hal.Sharing.Tests.Support;

/// <summary>A port that nothing listens on right now.</summary>
internal static class FreePort
{
    // Below the ports that systems assign to outgoing connections: none of those takes it before a server listens on it.
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Find() => Find(1);

    /// <summary>The first of several ports in a row.</summary>
    public static int Find(int count)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (Enumerable.Range(port, count).All(IsFree))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (
            exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
