using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>With several hosts in the connection string, a process starts at any position of the primary.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SeveralHostsTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task StandbyFirst_MigrateAndServerStart()
    {
        var (primaryFolder, standbyFolder) = (folders.New(), folders.New());
        var (primaryPort, standbyPort) = (FreePort.Find(), FreePort.Find());
        await using (await StartAsync(primaryFolder, primaryPort))
        {
            // Created and stopped, so that the copy is complete.
        }
        await CopyAsStandbyAsync(primaryFolder, standbyFolder);
        await using var primary = await StartAsync(primaryFolder, primaryPort);
        var settings = new NpgsqlConnectionStringBuilder(primary.ConnectionString(EmbeddedPostgres.DefaultDatabase))
            {
                Host = $"127.0.0.1:{standbyPort},127.0.0.1:{primaryPort}",
            };
        await using var standby = await StartAsync(
                standbyFolder, standbyPort, $"host=127.0.0.1 port={primaryPort} user={settings.Username} password={settings.Password}");
        var connection = $"--ConnectionStrings:Sharing={settings.ConnectionString}";

        var migrate = await ServerProcess.RunAsync(folders.New(), "migrate", connection);

        migrate.ExitCode.Should().Be(0, migrate.Error);
        migrate.Output.Should().Contain("applied 0001_");
        await using var server = await ServerProcess.StartReadyAsync(
                folders.New(), connection, $"--Auth:SigningKey={TestIssuer.BuiltInPem}");
        using var ready = await server.GetAsync("/health/ready");
        ready.IsSuccessStatusCode.Should().BeTrue();
    }

    [Fact]
    public async Task HostsThatAllRefuse_AreNamed()
    {
        var (first, second) = (FreePort.Find(), FreePort.Find());

        var ended = await ServerProcess.RunAsync(
            folders.New(), "migrate", $"--ConnectionStrings:Sharing=Host=127.0.0.1:{first},127.0.0.1:{second};Username=x;Database=x");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().Contain($":{first}").And.Contain($":{second}")
            .And.NotContain("inner exception");
    }

    private static Task<EmbeddedPostgres> StartAsync(string folder, int port, string primary = "")
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{port}",
            ["fsync"] = "off",
            ["shared_buffers"] = "16MB",
            ["primary_conninfo"] = primary,
        };
        var options = EmbeddedPostgresOptions.FromEnvironment() with { DataFolder = folder, Settings = settings };
        return EmbeddedPostgres.StartAsync(options, TextWriter.Null, CancellationToken.None);
    }

    private static async Task CopyAsStandbyAsync(string folder, string copy)
    {
        using var process = Process.Start("cp", ["-a", folder, copy]);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
        await File.WriteAllTextAsync(Path.Combine(DataFolders.Cluster(copy), "standby.signal"), "");
    }
}
