namespace Hal.Sharing.Tests.Support;

/// <summary>A database of a test class's own, with the demo data.</summary>
public sealed class DemoDatabase : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await TestCluster.CreateDemoDatabaseAsync();

    public Task DisposeAsync() => TestCluster.DropDatabaseAsync(ConnectionString);
}
