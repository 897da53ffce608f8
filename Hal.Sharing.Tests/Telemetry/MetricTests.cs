using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using Dapper;
using Hal.Sharing.Data.Telemetry;
using Npgsql;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>What arrives at a collector of the metrics of a server.</summary>
public sealed class MetricTests(ObservedServer server) : IClassFixture<ObservedServer>
{
    private const string Integration = "/api/integrations/abc-123";
    private const string Shares = $"{Integration}/shares";

    private const string EndSql = """
        select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        """;

    [Fact]
    public async Task Decisions_HaveOutcomeOfEachRequest()
    {
        using var anonymous = server.Client();
        using var admin = server.As("admin");

        (await anonymous.GetAsync(Integration)).Dispose();
        (await admin.GetAsync("/api/integrations/never-used")).Dispose();
        (await admin.GetAsync(Integration)).Dispose();

        foreach (var outcome in new[] { DecisionOutcome.Unauthenticated, DecisionOutcome.NotFound, DecisionOutcome.Allowed })
            await ArrivesAsync(InstrumentNames.Decisions, 1, (TagNames.Outcome, outcome));
    }

    [Fact]
    public async Task RefusedRequests_HaveReason()
    {
        using var anonymous = server.Client();
        using var admin = server.As("admin");

        (await anonymous.GetAsync(Integration)).Dispose();
        (await admin.GetAsync("/api/integrations?limit=0")).Dispose();

        await ArrivesAsync(InstrumentNames.RefusedRequests, 1, (TagNames.Reason, "unauthorized"));
        await ArrivesAsync(InstrumentNames.RefusedRequests, 1, (TagNames.Reason, "invalid-request"));
        await ArrivesAsync(InstrumentNames.RequestsInProgress, 0);
        await ArrivesAsync(InstrumentNames.RequestsWaiting, 0);
    }

    [Fact]
    public async Task ShareList_IsCheckedAndFoundInStore()
    {
        using var admin = server.As("admin");

        for (var i = 0; i < 3; i++)
            (await admin.GetAsync(Shares)).Dispose();
        (await admin.PutAsJsonAsync($"{Shares}/user:bwong", new { accessLevel = 2 })).Dispose();
        (await admin.GetAsync(Shares)).Dispose();

        await ArrivesAsync(InstrumentNames.FreshnessChecks, 1, (TagNames.Result, FreshnessResult.NotStored));
        await ArrivesAsync(InstrumentNames.FreshnessChecks, 2, (TagNames.Result, FreshnessResult.Current));
        await ArrivesAsync(InstrumentNames.FreshnessChecks, 1, (TagNames.Result, FreshnessResult.Changed));
        await ArrivesAsync(InstrumentNames.FreshnessQuestions, 3);
        await ArrivesAsync(InstrumentNames.StoreRequests, 2, (TagNames.Result, "hit"));
        await ArrivesAsync(InstrumentNames.StoreRequests, 2, (TagNames.Result, "miss"));
        await ArrivesAsync(InstrumentNames.StoreSize, 1);
    }

    [Fact]
    public async Task LostConnections_AreRetries()
    {
        using var admin = server.As("admin");
        (await admin.GetAsync(Integration)).Dispose();

        await ExecuteAsync(EndSql);
        using var response = await admin.GetAsync(Integration);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await ArrivesAsync(InstrumentNames.Retries, 1, (TagNames.Pipeline, "read"), (TagNames.Kind, "connection_lost"));
    }

    [Theory]
    [InlineData("http.server.request.duration")]
    [InlineData("kestrel.active_connections")]
    [InlineData("dotnet.gc.collections")]
    [InlineData("db.client.connection.count")]
    public async Task StandardMetric_Arrives(string name)
    {
        using var admin = server.As("admin");
        (await admin.GetAsync(Integration)).Dispose();

        await ArrivesAsync(name, 0);
    }

    [Fact]
    public async Task Pools_HaveNames()
    {
        using var admin = server.As("admin");
        (await admin.PutAsJsonAsync($"{Shares}/team:analytics", new { accessLevel = 3 })).Dispose();

        foreach (var pool in new[] { "reads ", "writes " })
            await server.Receiver.FirstAsync(arrived => arrived.Metrics.Where(point => point.Name == "db.client.connection.max"
                && point.Tags["db.client.connection.pool.name"].StartsWith(pool, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EveryInstrumentOfState_Arrives()
    {
        await ArrivesAsync(InstrumentNames.WriteSlotsUsed, 0);
        await ArrivesAsync(InstrumentNames.WriteSlotsLimit, 1);
        await ArrivesAsync(InstrumentNames.StoreSize, 0);
        await ArrivesAsync(InstrumentNames.BreakerOpen, 0, (TagNames.Pipeline, "read"));
    }

    [Fact]
    public void EveryName_IsUsedOnce()
    {
        var names = typeof(InstrumentNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!).ToList();

        names.Should().OnlyHaveUniqueItems().And.OnlyContain(name => name.StartsWith("hal_sharing."));
    }

    private Task<MetricPoint> ArrivesAsync(string name, double least, params (string Name, string Value)[] tags) =>
        server.Receiver.ArrivesAsync(name, least, tags);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        await connection.ExecuteAsync(sql);
    }
}
