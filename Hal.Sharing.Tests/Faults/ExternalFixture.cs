using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>One server process on an external PostgreSQL for the tests of a class, which run one after another.</summary>
public sealed class ExternalFixture : IAsyncLifetime
{
    private readonly DataFolders _folders = new();
    private ExternalServers? _servers;
    private FaultyPostgres? _postgres;

    public FaultyPostgres Postgres => _postgres!;

    public AcknowledgedWrites NewWrites() => new(Postgres.ConnectionString, _servers!.Addresses);

    public async Task InitializeAsync()
    {
        await _folders.InitializeAsync();
        _postgres = await FaultyPostgres.StartAsync(_folders.New());
        await _postgres.FillAsync();
        _servers = await ExternalServers.StartAsync(_folders, 1, _postgres.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _servers!.DisposeAsync();
        await _postgres!.DisposeAsync();
        await _folders.DisposeAsync();
    }
}
