using System.Net;
using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>With as many requests in progress as permitted, the next ones wait a little, and are then refused.</summary>
public sealed class LoadSheddingTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Fact]
    public async Task RequestBeyondCapacity_IsRefused_AndHealthChecksPass()
    {
        using var client = Client(2);
        await using var held = await HoldAsync("lock table integrations in access exclusive mode");
        Task<HttpResponseMessage>[] waiting = [client.GetAsync("/api/integrations"), client.GetAsync("/api/integrations?limit=5")];
        await UntilBlockedAsync(2);

        using var refused = await client.GetAsync("/api/users/me");
        using var live = await client.GetAsync("/health/live");
        waiting.Should().NotContain(request => request.IsCompleted);
        await held.DisposeAsync();
        var answered = await Task.WhenAll(waiting);
        using var later = await client.GetAsync("/api/users/me");

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        (await refused.JsonAsync()).GetProperty("detail").GetString().Should()
            .Be("The server has as many requests as it can serve, and nothing was changed; send the request again later.");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
        answered.Should().OnlyContain(response => response.StatusCode == HttpStatusCode.OK);
        later.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WritesThatWaitForOneIntegration_DoNotCount()
    {
        using var slots = new WorkSlots(new WorkLimits(4, 10), TimeProvider.System);
        using var client = Client(4, services => services.AddSingleton(slots));
        await using var held = await HoldAsync("select from integrations where id = 'abc-123' for update");
        var writes = new List<Task<HttpResponseMessage>>();
        for (var inPostgres = WriteLimits.Default.Concurrent!.Value; writes.Count < 10;)
        {
            writes.Add(client.SendAsync("PUT", "/api/integrations/abc-123/shares/user:coach"));
            await UntilBlockedAsync(Math.Min(inPostgres, writes.Count));
            // One more has its turn, and asks for a place in PostgreSQL again and again.
            while (slots.Parked < writes.Count - inPostgres - 1)
                await Task.Delay(10);
        }

        using var read = await client.GetAsync("/api/users/me");

        read.StatusCode.Should().Be(HttpStatusCode.OK);
        writes.Should().NotContain(write => write.IsCompleted);
        await held.DisposeAsync();
        (await Task.WhenAll(writes)).Should().OnlyContain(response => response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task WithoutLimits_NothingIsRefused()
    {
        using var client = Client(1, isEnabled: false);
        await using var held = await HoldAsync("lock table integrations in access exclusive mode");
        var waiting = client.GetAsync("/api/integrations");
        await UntilBlockedAsync(1);

        using var other = await client.GetAsync("/rels");

        other.StatusCode.Should().Be(HttpStatusCode.OK);
        await held.DisposeAsync();
        (await waiting).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private HttpClient Client(int most, Action<IServiceCollection>? services = null, bool isEnabled = true) =>
        server.CreateClient(services ?? (_ => { }), ("Limits:RequestsInProgress", $"{most}"), ("Limits:Enabled", $"{isEnabled}"))
            .WithBearer(TestIssuer.BuiltIn.Token("admin"));

    private async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"begin; {sql}");
        return connection;
    }

    private async Task UntilBlockedAsync(int count)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        while (await connection.ExecuteScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < count)
            await Task.Delay(10);
    }
}
