using Npgsql;

namespace Hal.Sharing.Tests.Support;

public sealed class PrivateDatabase : IAsyncLifetime
{
    private const string Admin = "Host=127.0.0.1;Port=15439;Username=postgres;Pooling=false";
    private readonly string _name = $"t_{Guid.NewGuid():N}";
    public string ConnectionString => $"Host=127.0.0.1;Port=15439;Username=postgres;Database={_name}";
    public async Task InitializeAsync() => await Run($"create database {_name}");
    public async Task DisposeAsync() => await Run($"drop database {_name} with (force)");
    private static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
