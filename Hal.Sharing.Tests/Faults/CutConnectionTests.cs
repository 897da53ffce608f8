using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Connections to PostgreSQL that are cut. Before COMMIT is sent, the outcome is definite; from then on it can be unknown. No write is made
/// twice.
/// </summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class CutConnectionTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const string Share = "/api/integrations/abc-123/shares/user:bwong";
    private const string LastStatement = "insert into changes";
    private const int Always = int.MaxValue;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task CutsBeforeCommit_AreRetriedOrRefused_AndCutsOfCommitAreUnknown()
    {
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var proxy = new CuttingProxy(postgres.Port);
        await using var servers = await ExternalServers.StartAsync(folders, 1, proxy.ConnectionString);
        using var client = servers.As("admin");

        await CheckAsync(new(LastStatement, 1, response: false, limit: 1), HttpStatusCode.OK, null, written: 1);
        await CheckAsync(new(LastStatement, 1, response: true, limit: 1), HttpStatusCode.OK, null, written: 1);
        await CheckAsync(new(LastStatement, 1, response: false, Always), HttpStatusCode.ServiceUnavailable, "unavailable", written: 0);
        await CheckAsync(new(LastStatement, 1, response: true, Always), HttpStatusCode.ServiceUnavailable, "unavailable", written: 0);
        await CheckAsync(
            new(CuttingProxy.Commit, 1, response: false, Always), HttpStatusCode.ServiceUnavailable, "outcome-unknown", written: 0);
        await CheckAsync(
            new(CuttingProxy.Commit, 1, response: true, Always), HttpStatusCode.ServiceUnavailable, "outcome-unknown", written: 1);

        async Task CheckAsync(CuttingProxy.Rule rule, HttpStatusCode status, string? problem, int written)
        {
            (await client.DeleteAsync(Share)).StatusCode.Should().BeOneOf(HttpStatusCode.NoContent, HttpStatusCode.NotFound);
            var before = await CountAsync();
            proxy.Follow(rule);
            using var response = await client.PutAsJsonAsync(Share, new { accessLevel = 2 });
            proxy.Follow();

            response.StatusCode.Should().Be(status);
            if (problem is not null)
                (await response.JsonAsync()).GetProperty("type").GetString().Should().EndWith(problem);
            (response.Headers.RetryAfter is not null).Should().Be(problem == "unavailable");
            rule.Cuts.Should().BePositive();
            (await CountAsync() - before).Should().Be(written);
        }

        Task<long> CountAsync() => postgres.ScalarAsync<long>("select count(*) from changes");
    }

    [Fact]
    public Task CutsUnderLoad_LoseAndDoubleNothing() => CutUnderLoadAsync(30);

    [Fact, Trait("Category", "Long")]
    public Task ManyCutsUnderLoad_LoseAndDoubleNothing() => CutUnderLoadAsync(1000);

    private async Task CutUnderLoadAsync(int cuts)
    {
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var proxy = new CuttingProxy(postgres.Port);
        await using var servers = await ExternalServers.StartAsync(folders, 1, proxy.ConnectionString);
        await using var writes = new AcknowledgedWrites(postgres.ConnectionString, servers.Addresses);
        await writes.StartAsync();

        var statements = new CuttingProxy.Rule(LastStatement, 5, response: false);
        var requests = new CuttingProxy.Rule(CuttingProxy.Commit, 12, response: false);
        var responses = new CuttingProxy.Rule(CuttingProxy.Commit, 15, response: true);
        proxy.Follow(statements, requests, responses);
        using var limit = new CancellationTokenSource(Longest * 5);
        while (statements.Cuts + requests.Cuts + responses.Cuts < cuts)
            await Task.Delay(20, limit.Token);
        await writes.StopAsync();
        proxy.Follow();

        output.WriteLine($"{writes.Summary()}; cut {statements.Cuts} statements, {requests.Cuts} COMMITs, {responses.Cuts} responses");
        (await writes.VerifyAsync()).Should().BeEmpty();
        writes.Ledger.Count(WriteOutcome.Unknown).Should().Be(requests.Cuts + responses.Cuts, "nothing else is unknown");
        requests.Cuts.Should().BePositive();
        responses.Cuts.Should().BePositive();
    }
}
