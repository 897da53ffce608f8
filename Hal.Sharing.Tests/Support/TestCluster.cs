using System.Diagnostics;
using System.Globalization;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Data.Migrations;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// The PostgreSQL of a test run, with template databases. It starts at first use in a folder of its own, and is stopped and deleted at the
/// end of the run, or by the next run if this one is killed.
/// </summary>
public static class TestCluster
{
    private const string FolderPrefix = "hal-sharing-tests-";
    private const string Migrated = "template_migrated";
    private const string Demo = "template_demo";
    private static readonly Lazy<Task<EmbeddedPostgres>> Started = new(StartAsync);

    /// <summary>Creates a database without tables.</summary>
    public static Task<string> CreateEmptyDatabaseAsync() => CreateDatabaseAsync("template0");

    /// <summary>Creates a database with all migrations and no data.</summary>
    public static Task<string> CreateMigratedDatabaseAsync() => CreateDatabaseAsync(Migrated);

    /// <summary>Creates a database with the demo data.</summary>
    public static Task<string> CreateDemoDatabaseAsync() => CreateDatabaseAsync(Demo);

    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pool);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(await Started.Value, $"drop database {name} with (force)");
    }

    /// <summary>Stops and deletes the cluster, if there is one.</summary>
    public static async Task StopAsync()
    {
        if (!Started.IsValueCreated)
            return;
        var cluster = await Started.Value;
        await cluster.DisposeAsync();
        if (Directory.Exists(cluster.DataFolder))
            Directory.Delete(cluster.DataFolder, recursive: true);
    }

    private static async Task<string> CreateDatabaseAsync(string template)
    {
        var cluster = await Started.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(cluster, $"create database {name} template {template} strategy file_copy");
        return cluster.ConnectionString(name);
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        foreach (var stale in Directory.EnumerateDirectories(FastFolder.Parent, FolderPrefix + "*"))
            DeleteStale(stale);
        var options = EmbeddedPostgresOptions.FromEnvironment() with
        {
            DataFolder = Path.Combine(FastFolder.Parent, FolderPrefix + Guid.NewGuid().ToString("N")[..8]),
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["full_page_writes"] = "off",
                ["max_connections"] = "500",
                ["shared_buffers"] = "48MB",
                // In addition to its socket: tests of several hosts need addresses.
                ["listen_addresses"] = "localhost",
                ["port"] = $"{FreePort.Find()}",
            },
        };
        var cluster = await EmbeddedPostgres.StartAsync(options, Console.Error, CancellationToken.None);
        await ExecuteAsync(cluster, $"create database {Migrated}");
        await using (var source = NpgsqlDataSource.Create(cluster.ConnectionString(Migrated) + ";Pooling=false"))
            await MigrationRunner.ApplyAsync(source, CancellationToken.None);
        await ExecuteAsync(cluster, $"create database {Demo} template {Migrated}");
        await using (var source = NpgsqlDataSource.Create(cluster.ConnectionString(Demo) + ";Pooling=false"))
            await DemoData.InsertAsync(source, CancellationToken.None);
        return cluster;
    }

    // The lock shows whether the run is still active. Its PostgreSQL can outlive it.
    private static void DeleteStale(string folder)
    {
        try
        {
            using (File.Open(Path.Combine(folder, "server.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                var pidFile = Path.Combine(folder, "postgres", "cluster", "postmaster.pid");
                if (File.Exists(pidFile))
                {
                    using var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture));
                    if (postmaster.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                        postmaster.Kill();
                }
            }
        }
        catch (ArgumentException)
        {
            // Its PostgreSQL has already stopped.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }

    private static async Task ExecuteAsync(EmbeddedPostgres cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            cluster.ConnectionString("postgres") + ";Pooling=false;Timeout=60;Command Timeout=300");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
