namespace Hal.Sharing.Tests.Support;

/// <summary>A server with one data layer next to it, so that the tests of a class share its connections.</summary>
public sealed class DelegationServer : IAsyncLifetime
{
    private readonly SharingServer _server = new();
    private DataStack? _database;

    public DataStack Database => _database!;

    public IServiceProvider Services => _server.Services;

    public HttpClient CreateClient() => _server.CreateClient();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = new DataStack(_server.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await _server.DisposeAsync();
    }
}
