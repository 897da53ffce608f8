using System.Net;

namespace Hal.Sharing.Api.Auth;

/// <summary>Recognizes requests that come from the machine that runs the server.</summary>
internal static class LocalRequest
{
    // Proxies send these headers. Those of a known proxy have already replaced the connection's address and are removed.
    private static readonly string[] FromProxies = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded"];

    /// <summary>
    /// Returns whether a client on this machine sent the request to a name of this machine. The name is checked too, because another site's
    /// name can resolve to this machine (DNS rebinding).
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
