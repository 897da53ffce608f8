using Dapper;
using Hal.Sharing.Data;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hal.Sharing.Tests.Connections;

/// <summary>What a database that cannot be used is said to be.</summary>
public sealed class DatabaseStatusTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task UsableDatabase_IsReady() =>
        (await AskAsync(database.ConnectionString, Long)).Should().Be(DatabaseAnswer.Ready);

    [Fact]
    public async Task PortWithoutServer_IsUnreachable() =>
        (await AskAsync($"Host=127.0.0.1;Port={FreePort.Find()}", Long)).Should().Be(DatabaseAnswer.Unreachable);

    [Fact]
    public async Task HostsWithoutServer_AreNoPrimary() => (await AskAsync(
        $"Host=127.0.0.1:{FreePort.Find()},127.0.0.1:{FreePort.Find()}", Short)).Should().Be(DatabaseAnswer.NoPrimary);

    [Fact]
    public async Task UnknownDatabase_IsAccessDenied()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "absent" };

        (await AskAsync(settings.ConnectionString, Long)).Should().Be(DatabaseAnswer.AccessDenied);
    }

    [Fact]
    public async Task DatabaseWithoutFreeConnection_HasTooManyConnections()
    {
        await using (var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false"))
        {
            await connection.ExecuteAsync($"""
                alter database {connection.Database} connection limit 0;
                create role ordinary login password 'ordinary';
                """);
        }
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "ordinary", Password = "ordinary" };

        (await AskAsync(settings.ConnectionString, Long)).Should().Be(DatabaseAnswer.TooManyConnections);
    }

    private static async Task<DatabaseAnswer> AskAsync(string connectionString, TimeSpan limit)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<Database>>(new RecordingLogger());
        services.AddSharingData(connectionString);
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<DatabaseStatus>().AskAsync(limit, CancellationToken.None);
    }
}
