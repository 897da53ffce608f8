using Dapper;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>One row per test in a table of no meaning, so that what a transaction left behind can be counted.</summary>
public sealed class ProbeTable : IAsyncLifetime
{
    private readonly PrivateDatabase _database = new();

    public string ConnectionString => _database.ConnectionString;

    /// <summary>The same server named several times, as if it were several.</summary>
    public string SeveralHosts
    {
        get
        {
            var host = new NpgsqlConnectionStringBuilder(ConnectionString).Host;
            return $"Host={host},{host}";
        }
    }

    /// <summary>Adds one to the counter of a row.</summary>
    public static Task<int> IncrementAsync(NpgsqlTransaction transaction, string id, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "insert into probe values (@id, 1) on conflict (id) do update set count = probe.count + 1",
            new { id }, transaction, cancellationToken: cancellationToken));

    public static Task<int> CountAsync(DataStack stack, string id) =>
        stack.ScalarAsync<int>("select coalesce(max(count), 0) from probe where id = @id", new { id });

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var stack = new DataStack(ConnectionString);
        await stack.ExecuteAsync("create table probe (id text primary key, count int not null check (count < 100))");
    }

    public Task DisposeAsync() => _database.DisposeAsync();
}
