namespace Hal.Sharing.Data.Connections;

/// <summary>The connections to the one writable server, and how to forget what is known about it after a failover.</summary>
public sealed class Primary : IAsyncDisposable, IDisposable
{
    private readonly NpgsqlMultiHostDataSource? _hosts;

    public Primary(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        _hosts = ConnectionSettings.HasSeveralHosts(settings) ? builder.BuildMultiHost() : null;
        Source = _hosts?.WithTargetSession(TargetSessionAttributes.Primary) ?? builder.Build();
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Asks every host again who is the primary, instead of believing for a second what a lost connection suggested.</summary>
    public void ForgetHosts() => _hosts?.ClearDatabaseStates();

    /// <summary>Closes all idle connections now and the busy ones when they come back: each of them may be as stale as the one that failed.</summary>
    public void ForgetConnections() => Source.Clear();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_hosts is not null)
            await _hosts.DisposeAsync();
    }

    public void Dispose()
    {
        Source.Dispose();
        _hosts?.Dispose();
    }
}
