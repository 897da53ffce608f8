using System.Net.Sockets;
using System.Text;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Tells systemd when the server serves and when it begins to stop, for a unit with <c>Type=notify</c>; sd_notify(3).</summary>
internal sealed class SystemdNotice : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => SendAsync("READY=1", cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => SendAsync("STOPPING=1", cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task SendAsync(string state, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 1 } address)
            return;
        // A leading @ is a name in Linux's abstract namespace.
        var path = address[0] == '@' ? $"\0{address[1..]}" : address;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            await socket.SendToAsync(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path), cancellationToken);
        }
        catch (SocketException)
        {
            // Without a service manager at the other end, there is nothing to tell, and the server serves.
        }
    }
}
