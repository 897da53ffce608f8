namespace Hal.Sharing.Tests.Support;

/// <summary>A database of a test class's own without any table.</summary>
public sealed class PrivateDatabase : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await TestCluster.CreateEmptyDatabaseAsync();

    public Task DisposeAsync() => TestCluster.DropDatabaseAsync(ConnectionString);
}
