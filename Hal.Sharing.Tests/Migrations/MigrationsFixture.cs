using Dapper;
using Hal.Sharing.Data.Migrations;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Migrations;

/// <summary>An empty database for scripts of a test.</summary>
public sealed class MigrationsFixture : IAsyncLifetime
{
    private readonly PrivateDatabase _database = new();

    public NpgsqlDataSource Source { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        Source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }

    public Task<IReadOnlyList<MigrationScript>> ApplyAsync(params MigrationScript[] scripts) =>
        MigrationRunner.ApplyAsync(Source, scripts, CancellationToken.None);

    /// <summary>Returns when the condition holds.</summary>
    public async Task UntilAsync(string conditionSql)
    {
        while (!(await QueryAsync<bool>(conditionSql)).Single())
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql)).AsList();
    }
}
