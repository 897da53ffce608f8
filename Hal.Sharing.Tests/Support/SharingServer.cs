using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Support;

/// <summary>The server in this process with the demo data, in a new database.</summary>
public sealed class SharingServer : IAsyncLifetime
{
    private readonly DemoDatabase _database = new();
    private readonly List<WebApplicationFactory<Program>> _factories = [];
    private WebApplicationFactory<Program>? _factory;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>What the server connects with, if not as the owner of the tables; set before the first client.</summary>
    public string? ServerConnectionString { get; set; }

    public IServiceProvider Services => Factory.Services;

    /// <summary>Returns a client that follows no redirects and keeps no cookies.</summary>
    public HttpClient CreateClient() => Client(Factory);

    /// <summary>Returns a client with the token of a user.</summary>
    public HttpClient As(string userId) => CreateClient().WithBearer(TestIssuer.BuiltIn.Token(userId));

    /// <summary>Returns a client of another server on the same database with other settings.</summary>
    public HttpClient CreateClient(params (string Key, string Value)[] settings) => CreateClient(_ => { }, settings);

    /// <summary>Returns a client of another server on the same database with other registrations, such as the clock.</summary>
    public HttpClient CreateClient(Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        Client(Build(services, settings), settings.FirstOrDefault(setting => setting.Key == "PathBase").Value ?? "");

    public Task InitializeAsync() => _database.InitializeAsync();

    /// <summary>Stops all servers, as SIGTERM does.</summary>
    public void Stop() => _factories.ForEach(
        factory => factory.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication());

    public async Task DisposeAsync()
    {
        foreach (var factory in _factories)
            await factory.DisposeAsync();
        await _database.DisposeAsync();
    }

    private WebApplicationFactory<Program> Factory => _factory ??= Build(_ => { }, []);

    private WebApplicationFactory<Program> Build(Action<IServiceCollection> services, (string Key, string Value)[] settings)
    {
#pragma warning disable CA2000 // The first factory owns the second, and is disposed of with the list.
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("ConnectionStrings:Sharing", ServerConnectionString ?? ConnectionString);
            host.UseSetting("Auth:SigningKey", TestIssuer.BuiltInPem);
            host.UseSetting("Auth:DemoSignInFromAnywhere", "true"); // In-process requests have no remote address.
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
            // One line for each request would be most of the output.
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            host.ConfigureTestServices(services);
        });
#pragma warning restore CA2000
        _factories.Add(factory);
        return factory;
    }

    private static HttpClient Client(WebApplicationFactory<Program> factory, string pathBase = "") =>
        factory.CreateDefaultClient(new ApiCheck(pathBase), new TeamsApiCheck());
}
