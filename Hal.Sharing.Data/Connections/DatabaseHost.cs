using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Data.Connections;

/// <summary>Holds the connections to one host: one pool for reads and one for writes, so that reads go on while writes hang.</summary>
internal sealed class DatabaseHost : IAsyncDisposable, IDisposable
{
    // Of the connections that Maximum Pool Size permits. Reads are far more frequent, and a transaction is short.
    private const int WriteShare = 4;

    public DatabaseHost(NpgsqlConnectionStringBuilder settings, TimeLimits limits, TimeProvider clock)
    {
        var writes = Math.Max(1, settings.MaxPoolSize / WriteShare);
        Name = settings.Host ?? "";
        Settings = settings;
        Reads = Build("reads", settings, Math.Max(1, settings.MaxPoolSize - writes));
        Writes = Build("writes", settings, writes);
        WriteSlots = new WriteSlots(writes, limits.Open, clock);
    }

    public string Name { get; }

    public NpgsqlConnectionStringBuilder Settings { get; }

    public NpgsqlDataSource Reads { get; }

    public NpgsqlDataSource Writes { get; }

    public WriteSlots WriteSlots { get; }

    /// <summary>Closes all idle connections now and the busy ones when they are returned.</summary>
    public void Clear()
    {
        Reads.Clear();
        Writes.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Reads.DisposeAsync();
        await Writes.DisposeAsync();
    }

    public void Dispose()
    {
        Reads.Dispose();
        Writes.Dispose();
    }

    private static NpgsqlDataSource Build(string name, NpgsqlConnectionStringBuilder settings, int size)
    {
        var sized = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MaxPoolSize = size };
        sized.MinPoolSize = Math.Min(sized.MinPoolSize, size);
        return StatementSpans.Builder(sized.ConnectionString, $"{name} {settings.Host}").Build();
    }
}
