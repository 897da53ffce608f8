using Dapper;
using Hal.Sharing.Data;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Clusters;

/// <summary>Reads from standbys: a read that begins after a write was acknowledged shows it, whatever the standby has.</summary>
[Collection(nameof(PatroniCluster))]
public sealed class StandbyReadTests(PatroniCluster cluster, ITestOutputHelper output)
{
    private const int Rounds = 300;
    private const string CreateSql = "create table if not exists standby_probe (value integer); truncate standby_probe; " +
        "insert into standby_probe values (0)";

    [SkippableFact]
    public async Task SynchronousStandby_ServesReads_ThatAreNeverStale()
    {
        Skip.If(PatroniCluster.Missing is not null, PatroniCluster.Missing);
        await cluster.CallAsync("settle");
        await using var services = Services(cluster.NodeConnectionString(await StandbyAsync("sync")));

        await WriteAndReadAsync(services, Rounds);

        var served = services.GetRequiredService<Standbys>().Served;
        output.WriteLine($"{served} of {Rounds} reads were served by the standby");
        served.Should().BePositive();
    }

    [SkippableFact]
    public async Task StandbyThatIsBehind_IsNotUsed()
    {
        Skip.If(PatroniCluster.Missing is not null, PatroniCluster.Missing);
        await cluster.CallAsync("settle");
        var behind = await StandbyAsync("async");
        await using var services = Services(cluster.NodeConnectionString(behind));
        await WriteAndReadAsync(services, 1);
        await PauseAsync(behind);
        var served = services.GetRequiredService<Standbys>().Served;

        await WriteAndReadAsync(services, 20);

        services.GetRequiredService<Standbys>().Served.Should().Be(served);
        (await cluster.AskAsync(behind, "select value from standby_probe")).Output
            .Should().NotBe("20", "a query that asks it directly gets old data");
        await cluster.CallAsync("sql", behind, "select pg_wal_replay_resume()");
    }

    [SkippableFact]
    public async Task StandbyThatCannotBeReached_CostsNoRead()
    {
        Skip.If(PatroniCluster.Missing is not null, PatroniCluster.Missing);
        await cluster.CallAsync("settle");
        await using var services = Services(
            new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Port = FreePort.Find() }.ConnectionString);

        await WriteAndReadAsync(services, 20);

        services.GetRequiredService<Standbys>().Served.Should().Be(0);
    }

    private static async Task WriteAndReadAsync(ServiceProvider services, int rounds)
    {
        var database = services.GetRequiredService<Database>();
        await database.WriteAsync((transaction, _) => transaction.Connection!.ExecuteAsync(CreateSql, transaction: transaction), default);
        for (var value = 1; value <= rounds; value++)
        {
            await database.WriteAsync((transaction, _) => transaction.Connection!.ExecuteAsync(
                "update standby_probe set value = @value", new { value }, transaction), default);
            var read = await database.ReadAsync(
                (connection, _) => connection.ExecuteScalarAsync<int>("select value from standby_probe"), default);
            read.Should().Be(value, "it was acknowledged before");
        }
    }

    /// <summary>The standby pauses some time after it was asked to.</summary>
    private async Task PauseAsync(string standby)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await cluster.CallAsync("sql", standby, "select pg_wal_replay_pause()");
        while (await cluster.CallAsync("sql", standby, "select pg_get_wal_replay_pause_state()") != "paused")
            await Task.Delay(50, limit.Token);
    }

    private ServiceProvider Services(string standbys)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<Database>>(new RecordingLogger());
        services.AddSingleton(new StandbyOptions(standbys));
        services.AddSharingData(cluster.ConnectionString);
        return services.BuildServiceProvider();
    }

    /// <summary>Returns the number of a standby: <c>sync</c> is one that COMMIT waits for, <c>async</c> one that it does not.</summary>
    private async Task<string> StandbyAsync(string state) => await cluster.CallAsync(
        "sql", await cluster.CallAsync("leader"),
        $"select right(application_name, 1) from pg_stat_replication where sync_state = '{state}' limit 1");
}
