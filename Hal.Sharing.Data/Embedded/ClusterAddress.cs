using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Where a cluster listens: on a Unix socket if its path permits that, otherwise on a free loopback port; nowhere else.</summary>
internal sealed record ClusterAddress(string? SocketFolder, int Port)
{
    // PostgreSQL reads a list there, and pg_ctl passes it through a shell: only paths that need no quotes for either are safe.
    private static readonly Regex PlainPath = new("^[A-Za-z0-9/._-]+$");

    // sockaddr_un holds 108 bytes, on macOS 104, of which "/.s.PGSQL.5432.lock" takes 19.
    private const int LongestSocketFolder = 84;
    private const int SocketPort = 5432;

    /// <param name="former">The PostgreSQL that ran before; its port is used again. Null for another port.</param>
    public static ClusterAddress Choose(string socketFolder, PostmasterFile? former) =>
        OperatingSystem.IsWindows() || socketFolder.Length > LongestSocketFolder || !PlainPath.IsMatch(socketFolder)
            ? new ClusterAddress(null, former is { Host: { } host, Port: > 0 } && !Path.IsPathRooted(host) ? former.Port : FreePort())
            : new ClusterAddress(socketFolder, SocketPort);

    public IEnumerable<(string Name, string Value)> Settings => SocketFolder is null
        ? [("listen_addresses", "127.0.0.1"), ("unix_socket_directories", ""), ("port", $"{Port}")]
        : [("listen_addresses", ""), ("unix_socket_directories", SocketFolder), ("unix_socket_permissions", "0700"), ("port", $"{Port}")];

    // Another program can take the port before PostgreSQL does; the start is then repeated with another one.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
