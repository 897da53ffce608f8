using Dapper;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>Two servers on one database, with clients that check nothing, because these tests send very many requests.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    private readonly DemoDatabase _database = new();
    private readonly List<WebApplicationFactory<Program>> _factories = [];
    private NpgsqlDataSource? _source;

    /// <summary>One client for each server. Every request brings its own token.</summary>
    public IReadOnlyList<HttpClient> Servers { get; private set; } = [];

    public async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await _source!.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        Servers = [Start(), Start()];
    }

    public async Task DisposeAsync()
    {
        foreach (var factory in _factories)
            await factory.DisposeAsync();
        await _source!.DisposeAsync();
        await _database.DisposeAsync();
    }

    private HttpClient Start()
    {
#pragma warning disable CA2000 // The first factory owns the second, and is disposed of with the list.
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("ConnectionStrings:Sharing", _database.ConnectionString);
            host.UseSetting("Auth:SigningKey", TestIssuer.BuiltInPem);
            host.UseSetting("Limits:RenamesPerHour", "1000000");
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        });
#pragma warning restore CA2000
        _factories.Add(factory);
        return factory.Server.CreateClient();
    }
}
