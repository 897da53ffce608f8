using Dapper;
using Hal.Sharing.Data;
using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>The data layer as the server registers it, over one database, beside a plain connection that watches or interferes.</summary>
public sealed class DataStack : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _outside;

    public DataStack(
        string connectionString, string extra = "", TimeLimits? limits = null, TimeProvider? clock = null, WriteLimits? writes = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(limits ?? TimeLimits.Default);
        services.AddSingleton(writes ?? WriteLimits.Default);
        services.AddSingleton<ILogger<Database>>(Log);
        services.AddSharingData(new NpgsqlConnectionStringBuilder($"{connectionString};{extra}").ConnectionString);
        _services = services.BuildServiceProvider();
        // A pool of its own, so that both sides never meet on one connection.
        _outside = NpgsqlDataSource.Create($"{connectionString};Application Name=outside;Command Timeout=300");
    }

    /// <summary>What the data layer logged: one warning for each attempt that follows another.</summary>
    public RecordingLogger Log { get; } = new();

    /// <summary>Returns one of the queries or commands that the server registers.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Database Database => _services.GetRequiredService<Database>();

    /// <summary>Opens a connection of the pool that reads use.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var source = await _services.GetRequiredService<Primary>().SourceAsync(TimeLimits.Default.Request, CancellationToken.None);
        return await source.OpenConnectionAsync();
    }

    /// <summary>A connection that the data layer knows nothing of.</summary>
    public ValueTask<NpgsqlConnection> OutsideAsync() => _outside.OpenConnectionAsync();

    /// <summary>Runs one statement from outside.</summary>
    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await OutsideAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Reads one value from outside.</summary>
    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await OutsideAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    /// <summary>Ends a backend from outside and returns when it is gone.</summary>
    public async Task TerminateAsync(int pid)
    {
        await ExecuteAsync("select pg_terminate_backend(@pid)", new { pid });
        await UntilAsync("select not exists (select from pg_stat_activity where pid = @pid)", new { pid });
    }

    /// <summary>Returns when the condition holds for an onlooker; the test run's own limit ends a wait in vain.</summary>
    public async Task UntilAsync(string condition, object? parameters = null)
    {
        while (!await ScalarAsync<bool>(condition, parameters))
            await Task.Delay(10);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _outside.DisposeAsync();
    }
}
