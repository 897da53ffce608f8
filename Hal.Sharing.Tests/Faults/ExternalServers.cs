using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Server processes on one external PostgreSQL, which is not theirs to start.</summary>
public sealed class ExternalServers : IAsyncDisposable
{
    private readonly IReadOnlyList<ServerProcess> _servers;

    private ExternalServers(IReadOnlyList<ServerProcess> servers) => _servers = servers;

    public Uri[] Addresses => [.. _servers.Select(server => server.Address)];

    public static async Task<ExternalServers> StartAsync(DataFolders folders, int count, string connectionString) =>
        new(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ServerProcess.StartReadyAsync(
            folders.New(), $"--ConnectionStrings:Sharing={connectionString}", $"--Auth:SigningKey={TestIssuer.BuiltInPem}"))));

    /// <summary>Returns a client of the first server with the token of a user.</summary>
    public HttpClient As(string userId) =>
        new HttpClient { BaseAddress = Addresses[0], Timeout = TimeSpan.FromSeconds(60) }.WithBearer(TestIssuer.BuiltIn.Token(userId));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
