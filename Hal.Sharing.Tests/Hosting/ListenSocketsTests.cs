using System.Net;
using System.Net.Sockets;
using Hal.Sharing.Api.Hosting;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>Before a listener closes, connections that clients have opened are accepted, and no further ones are made.</summary>
public sealed class ListenSocketsTests
{
    [SkippableTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task OpenedConnection_IsAccepted_AndLaterOnesAreRefused(string address)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has the filter.");
        Skip.IfNot(Socket.OSSupportsIPv6 || address != "::1", "There is no IPv6.");
        var sockets = new ListenSockets();
        using var listener = sockets.Create(new IPEndPoint(IPAddress.Parse(address), 0));
        listener.Listen();
        using var opened = await ConnectAsync();

        var refusing = sockets.RefuseNewConnectionsAsync(TimeSpan.Zero, CancellationToken.None);
        refusing.IsCompleted.Should().BeFalse("a connection waits");
        var late = ConnectAsync();
        using var accepted = await listener.AcceptAsync();
        await refusing;
        await accepted.SendAsync("x"u8.ToArray());

        (await opened.ReceiveAsync(new byte[10])).Should().Be(1);
        late.IsCompleted.Should().BeFalse("nothing has answered");
        listener.Dispose();
        (await late.Invoking(connecting => connecting).Should().ThrowAsync<SocketException>())
            .Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);

        async Task<Socket> ConnectAsync()
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.LocalEndPoint!);
            return client;
        }
    }
}
