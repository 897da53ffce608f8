using System.Net;

namespace Hal.Sharing.Api.Auth;

/// <summary>Tells what stays on the machine that runs the server.</summary>
internal static class LocalRequest
{
    // Proxies send them. What a known proxy says has replaced the connection's address by now, and its headers are gone.
    private static readonly string[] FromProxies = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded"];

    /// <summary>
    /// Whether a client on this machine sent the request to a name of this machine. The name counts, too: a page of another site can
    /// have its own name lead here (DNS rebinding).
    /// </summary>
    public static bool IsLocal(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLocalName(request.Host.Host)
        && !FromProxies.Any(request.Headers.ContainsKey);

    public static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
