using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Holds the sockets on which the server listens, so that no connection is reset when they are closed. Linux completes handshakes by
/// itself; close(2) resets the connections that the server has not accepted yet, possibly with a request in them. Before, a filter
/// (socket(7), SO_ATTACH_FILTER) drops the packets that request new connections, and the server accepts what is there. Clients send a
/// dropped request again, after 1 s at first (RFC 6298, section 2), and are then refused. Elsewhere than on Linux this does nothing.
/// </summary>
public sealed class ListenSockets
{
    private const int SolSocket = 1;
    private const int AttachFilter = 26;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(2);

    // Linux, Documentation/networking/filter.rst. The filter of a TCP socket sees packets from their TCP header on: RFC 9293, section 3.1.
    private static readonly Instruction[] Filter =
    [
        new(0x30, 0, 0, 13),            // Load the byte with the flags.
        new(0x54, 0, 0, 0x12),          // Keep SYN and ACK.
        new(0x15, 0, 1, 0x02),          // SYN alone requests a connection:
        new(0x06, 0, 0, 0),             // drop it.
        new(0x06, 0, 0, uint.MaxValue), // Keep all others, such as the end of a handshake that has begun.
    ];

    private readonly ConcurrentBag<Socket> _sockets = [];

    /// <summary>Creates a socket as Kestrel does by default, bound and not yet listening.</summary>
    public Socket Create(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (OperatingSystem.IsLinux() && socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            _sockets.Add(socket);
        return socket;
    }

    /// <summary>
    /// Drops requests for new connections from now on. Returns when the server has accepted those that were made before; their handshakes
    /// must end within the time.
    /// </summary>
    public async Task RefuseNewConnectionsAsync(TimeSpan handshakes, CancellationToken cancellationToken)
    {
        // A changed configuration can have closed some.
        var sockets = _sockets.Where(socket => !socket.SafeHandle.IsClosed).ToList();
        if (sockets.Count == 0)
            return;
        sockets.ForEach(DropConnectionRequests);
        // The time of the kernel, whatever clock the server has.
        await Task.Delay(handshakes, cancellationToken);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < LongestQueue && sockets.Exists(HasConnections);)
            await Task.Delay(Pause, cancellationToken);
    }

    private static bool HasConnections(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (ObjectDisposedException)
        {
            // A changed configuration has closed it.
            return false;
        }
    }

    private static unsafe void DropConnectionRequests(Socket socket)
    {
        fixed (Instruction* instructions = Filter)
        {
            var program = new FilterProgram((ushort)Filter.Length, (nint)instructions);
            try
            {
                socket.SetRawSocketOption(SolSocket, AttachFilter, MemoryMarshal.AsBytes(new ReadOnlySpan<FilterProgram>(in program)));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // A sandbox without filters, or a socket that a changed configuration has closed: the socket is then closed without one.
            }
        }
    }

    /// <summary>The struct sock_filter of Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>The struct sock_fprog of Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, nint Instructions);
}
