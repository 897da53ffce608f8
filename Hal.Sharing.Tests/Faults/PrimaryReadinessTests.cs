using System.Runtime.Versioning;
using Dapper;
using Hal.Sharing.Data;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Readiness depends on the primary alone: a standby can answer while its server cannot write.</summary>
[UnsupportedOSPlatform("windows")]
[Collection(nameof(FaultCollection))]
public sealed class PrimaryReadinessTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task StandbyThatServesReads_IsNotAsked()
    {
        await using var primary = await FaultyPostgres.StartAsync(folders.New());
        await primary.FillAsync();
        await primary.ExecuteAsync("alter system set synchronous_commit = 'remote_apply'");
        await using var standby = await primary.StartStandbyAsync(folders.New());
        await primary.ReplicateSynchronouslyAsync();
        await using var services = Services(primary, standby);
        var (database, standbys) = (services.GetRequiredService<Database>(), services.GetRequiredService<Standbys>());
        using var limit = new CancellationTokenSource(Longest);
        while (standbys.Served == 0)
            await database.ReadAsync((connection, _) => connection.ExecuteScalarAsync<int>("select 1"), limit.Token);
        var served = standbys.Served;

        (await services.GetRequiredService<DatabaseStatus>().AskAsync(Longest, limit.Token)).Should().Be(DatabaseAnswer.Ready);

        standbys.Served.Should().Be(served);
    }

    private static ServiceProvider Services(FaultyPostgres primary, FaultyPostgres standby)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<Database>>(new RecordingLogger());
        services.AddSingleton(new StandbyOptions(standby.ConnectionString));
        services.AddSharingData(primary.ConnectionString);
        return services.BuildServiceProvider();
    }
}
