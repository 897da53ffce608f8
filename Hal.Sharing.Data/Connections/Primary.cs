namespace Hal.Sharing.Data.Connections;

/// <summary>Holds the connections to the writable server, and clears what is known about it after a failover.</summary>
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

    /// <summary>Clears the known state of every host, which would otherwise be used for another second.</summary>
    public void ForgetHosts() => _hosts?.ClearDatabaseStates();

    /// <summary>Closes all idle connections now and the busy ones when they are returned: each can be stale.</summary>
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
