using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>
/// A unit with Type=notify gets the states of the server. Its database is configured, because an embedded PostgreSQL also sends its states.
/// </summary>
public sealed class SystemdTests(PrivateDatabase database, DataFolders folders)
    : IClassFixture<PrivateDatabase>, IClassFixture<DataFolders>
{
    // The first wait ends with the signal, the second one with the server.
    private const string StartAndPassOnSigterm = """
        "$@" & server=$!; trap 'kill -TERM $server' TERM; wait $server; wait $server
        """;

    [SkippableFact]
    public async Task Service_SendsReady_ThenStopping()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has systemd.");
        var folder = Directory.CreateDirectory(folders.New()).FullName;
        var address = Path.Combine(folder, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(address));

        await using var server = await StartAsync(folder, address);
        var first = await ReceiveAsync(manager);
        var stopping = server.StopAsync();
        var second = await ReceiveAsync(manager);

        (first, second).Should().Be(("READY=1", "STOPPING=1"));
        (await stopping).ExitCode.Should().Be(0);
        manager.Available.Should().Be(0);
    }

    private Task<ServerProcess> StartAsync(string folder, string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Only a child of a process with this name is a service.
        var systemd = Path.Combine(folder, "systemd");
        File.Copy("/bin/sh", systemd);
        return ServerProcess.StartReadyAsync(
            [systemd, "-c", StartAndPassOnSigterm, "sh",
                "env", $"NOTIFY_SOCKET={address}", "dotnet", "exec", ServerProcess.Assembly, "--environment", "Development"],
            folder,
            $"--ConnectionStrings:Sharing={database.ConnectionString}",
            $"--Auth:SigningKey={key.ExportPkcs8PrivateKeyPem()}");
    }

    private static async Task<string> ReceiveAsync(Socket manager)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[64];
        return Encoding.UTF8.GetString(buffer, 0, await manager.ReceiveAsync(buffer, limit.Token));
    }
}
