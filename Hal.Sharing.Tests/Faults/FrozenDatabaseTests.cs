using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A database that does not answer, as on a paused virtual machine or behind a dead network.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class FrozenDatabaseTests(DataFolders folders) : IClassFixture<DataFolders>
{
    /// <summary>The promise is 10 s. A busy machine may add what a process without a processor needs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(13);

    /// <summary>The promise is 2 s.</summary>
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task EveryRequest_IsAnsweredWithinItsLimit_AndNothingIsChanged()
    {
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var server = await StartAsync(postgres);
        using var client = As(server, "admin");
        foreach (var warm in Requests(client))
            (await warm()).EnsureSuccessStatusCode();
        var changes = await postgres.ScalarAsync<long>("select count(*) from changes");

        postgres.Freeze();
        var requests = Requests(client).Select(TimeAsync).ToList();
        var health = new List<(HttpStatusCode Status, TimeSpan Time, bool RetryAfter)>();
        while (!requests.TrueForAll(request => request.IsCompleted))
        {
            health.Add(await TimeAsync(() => server.GetAsync("/health/ready")));
            using var live = await server.GetAsync("/health/live");
            live.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        var answers = await Task.WhenAll(requests);
        postgres.Thaw();

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.RetryAfter);
        answers.Max(answer => answer.Time).Should().BeLessThan(Limit);
        health.Should().OnlyContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        health.Max(answer => answer.Time).Should().BeLessThan(ReadyLimit);
        await postgres.UntilAsync("""
            select not exists (select from pg_stat_activity where application_name = 'hal-sharing' and state like '%active%'
                or state like 'idle in transaction%')
            """);
        (await postgres.ScalarAsync<long>("select count(*) from changes")).Should().Be(changes);
        foreach (var again in Requests(client))
            (await again()).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task ConnectionsThatDoNotAnswer_StopNoOtherRead()
    {
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var server = await StartAsync(postgres);
        using var client = As(server, "admin");
        (await client.GetAsync("/api/integrations/abc-123/shares")).EnsureSuccessStatusCode();
        await using var connection = new Npgsql.NpgsqlConnection($"{postgres.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        var backends = (await connection.QueryAsync<int>(
            "select pid from pg_stat_activity where application_name = 'hal-sharing'")).AsList();

        backends.ForEach(FaultyPostgres.Freeze);
        var stuck = new List<Task>();
        foreach (var _ in backends)
        {
            // Far enough apart that each has a statement and a connection of its own.
            stuck.Add(client.GetAsync("/api/integrations/abc-123/shares"));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        var (status, time, _) = await TimeAsync(() => client.GetAsync("/api/integrations/salesforce/shares"));
        backends.ForEach(FaultyPostgres.Thaw);
        await Task.WhenAll(stuck);

        (status, time < TimeSpan.FromSeconds(8)).Should().Be((HttpStatusCode.OK, true), "{0} connections, {1}", backends.Count, time);
    }

    [Fact]
    public Task Writers_LoseNothing() => FreezeAsync(TimeSpan.FromSeconds(2));

    [Fact, Trait("Category", "Long")]
    public Task WritersOfALongFreeze_LoseNothing_AndAreAnsweredInTime() => FreezeAsync(TimeSpan.FromSeconds(15));

    private async Task FreezeAsync(TimeSpan time)
    {
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var server = await StartAsync(postgres);
        await using var writes = new AcknowledgedWrites(postgres.ConnectionString, server.Address);
        await writes.StartAsync();
        (await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest)).Should().NotBeNull();

        postgres.Freeze();
        await Task.Delay(time);
        postgres.Thaw();
        (await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest)).Should().NotBeNull("writes are acknowledged again");
        await writes.StopAsync();

        (await writes.VerifyAsync()).Should().BeEmpty();
        writes.Ledger.Attempts.Max(attempt => Stopwatch.GetElapsedTime(attempt.Sent, attempt.Ended)).Should().BeLessThan(Limit);
    }

    private Task<ServerProcess> StartAsync(FaultyPostgres postgres) => ServerProcess.StartReadyAsync(
        folders.New(), $"--ConnectionStrings:Sharing={postgres.ConnectionString}", $"--Auth:SigningKey={TestIssuer.BuiltInPem}");

    private static HttpClient As(ServerProcess server, string userId) =>
        new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) }.WithBearer(TestIssuer.BuiltIn.Token(userId));

    /// <summary>Reads that share a statement, reads that do not, and writes that change nothing if they are repeated.</summary>
    private static IEnumerable<Func<Task<HttpResponseMessage>>> Requests(HttpClient client)
    {
        for (var i = 0; i < 5; i++)
        {
            var level = 1 + (i % 3);
            yield return () => client.GetAsync("/api/integrations/abc-123/shares");
            yield return () => client.GetAsync("/api/integrations?q=a");
            yield return () => client.GetAsync("/api/users/jdoe");
            yield return () => client.PutAsJsonAsync("/api/integrations/abc-123/shares/user:bwong", new { accessLevel = level });
        }
    }

    private static async Task<(HttpStatusCode Status, TimeSpan Time, bool RetryAfter)> TimeAsync(Func<Task<HttpResponseMessage>> send)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await send();
        return (answer.StatusCode, watch.Elapsed, answer.Headers.RetryAfter is not null);
    }
}
