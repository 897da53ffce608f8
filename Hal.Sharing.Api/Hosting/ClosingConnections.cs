using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Closes connections so that no request on its way is cut. From SIGTERM on, every response says that its connection closes (RFC 9112,
/// section 9.6). When the listener has closed, connections that wait for a request are not closed at once: a client that has not seen that
/// response can be sending one.
/// </summary>
internal static class ClosingConnections
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Must be called by the last callback before a response starts.</summary>
    public static void AddTo(HttpResponse response, Draining draining)
    {
        // HTTP/2 has a frame for it, which Kestrel sends.
        if (draining.HasStarted && response.HttpContext.Request.Protocol is "HTTP/1.1" or "HTTP/1.0")
            response.Headers.Connection = "close";
    }

    /// <summary>Delays Kestrel's wish to close a connection. Kestrel waits for all connections before it ends.</summary>
    public static void UseGraceAtEnd(this IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is not { } kestrel)
        {
            await next(connection);
            return;
        }
        using var closing = new CancellationTokenSource();
        await using var registration = kestrel.ConnectionClosedRequested.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(Grace), closing);
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(new Closing(kestrel) { ConnectionClosedRequested = closing.Token });
        await next(connection);
    });

    private sealed class Closing(IConnectionLifetimeNotificationFeature kestrel) : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; }

        public void RequestClose() => kestrel.RequestClose();
    }
}
