using System.Net;
using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hal.Sharing.Tests.Connections;

/// <summary>A read is one round trip of one prepared statement that is planned once, counted on both of its sides.</summary>
public sealed class RoundTripTests : IAsyncLifetime, IDisposable
{
    private const int WarmUp = 3;

    // What ran as a prepared statement on this very connection, this statement aside.
    private const string RunsSql =
        """
        select coalesce(sum(generic_plans + custom_plans), 0)::bigint from pg_prepared_statements
        where statement not like '%pg_prepared_statements%'
        """;

    private const string PlannedAgainSql = "select statement from pg_prepared_statements where custom_plans > 0";

    private readonly SharingServer _server = new();
    private readonly SentCommands _sent;

    public RoundTripTests() => _sent = new(() => _server.ConnectionString);

    public static TheoryData<string, string> Reads
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var caller in new[] { "admin", "jdoe", "bwong" })
            {
                foreach (var path in new[]
                {
                    "/api", "/api/integrations", "/api/integrations?q=sales", "/api/integrations?access=shared&limit=1",
                    "/api/integrations/abc-123", "/api/integrations/salesforce",
                    "/api/integrations/never-used", "/api/integrations/abc-123/shares", "/api/integrations/abc-123/shares?limit=1",
                    "/api/integrations/abc-123/shares/user:jdoe",
                    "/api/integrations/abc-123/shares/user:nobody", "/api/integrations/salesforce/owner", "/api/principals",
                    "/api/principals?q=a&type=user", "/api/principals/options?type=team",
                    "/api/users/me", "/api/users/jdoe", "/api/users/junior", "/api/users/nobody", "/api/teams/analytics",
                    "/api/teams/nothing",
                    "/api/users", "/api/users?q=a", "/api/teams", "/api/teams?q=a", "/api/teams/analytics/members",
                    "/api/teams/analytics/members/bwong", "/api/clients", "/api/clients/nobody",
                    "/api/v1/teams/", "/api/v1/teams/authorized", "/api/v1/teams/analytics/users",
                })
                {
                    data.Add(caller, path);
                }
            }
            return data;
        }
    }

    [Fact]
    public async Task EveryRead_IsOnePreparedStatement()
    {
        // One connection for all, so that what the server of PostgreSQL counts is what these requests did.
        var one = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { MaxPoolSize = 1 }.ConnectionString;
        Primary? primary = null;
        using var client = _server.CreateClient(
            services =>
            {
                services.AddSingleton<IStartupFilter>(provider => new Peek(() => primary = provider.GetRequiredService<Primary>()));
                // The feed asks for new changes once a second, beside all requests.
                services.Remove(services.Single(service => service.ImplementationType?.Name == "FeedWorker"));
            },
            // The default, whatever this run sets: with a store that forgets, a list takes two statements.
            ("ConnectionStrings:Sharing", one), ("Reads:StoredBytes", "67108864"));
        var complaints = new List<string>();
        var source = await primary!.SourceAsync(TimeLimits.Default.Request, CancellationToken.None);
        foreach (var row in Reads)
        {
            var (caller, path) = ((string)row[0], (string)row[1]);
            client.WithBearer(TestIssuer.BuiltIn.Token(caller));
            for (var i = 0; i < WarmUp; i++)
                (await client.GetAsync(path)).Dispose();
            var before = await RunsAsync(source);
            _sent.Clear();

            using var answer = await client.GetAsync(path);

            var commands = _sent.Texts;
            var runs = await RunsAsync(source) - before;
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Forbidden) || commands.Count != 1
                || runs != 1)
                complaints.Add(
                    $"{path} as {caller}: {answer.StatusCode}, {commands.Count} commands, {runs} prepared statements\n"
                    + string.Join("\n---\n", commands));
        }
        complaints.Should().BeEmpty();

        await using var connection = await source.OpenConnectionAsync();
        (await connection.QueryAsync<string>(PlannedAgainSql)).Should().BeEmpty("planning takes longer than running");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _sent.Dispose();

    private static async Task<long> RunsAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(RunsSql);
    }

    private sealed class Peek(Action look) : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(
            Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next)
        {
            look();
            return next;
        }
    }
}
