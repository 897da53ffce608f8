using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Support;

/// <summary>The whole server in this process, on the demo data, in a database of the test class's own.</summary>
public sealed class SharingServer : IAsyncLifetime
{
    private readonly DemoDatabase _database = new();
    private readonly List<WebApplicationFactory<Program>> _factories = [];
    private WebApplicationFactory<Program>? _factory;

    public string ConnectionString => _database.ConnectionString;

    public IServiceProvider Services => Factory.Services;

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient CreateClient() => Client(Factory);

    /// <summary>A client that somebody has signed in.</summary>
    public HttpClient As(string userId) => CreateClient().WithBearer(TestIssuer.BuiltIn.Token(userId));

    /// <summary>A client of a second server on the same database that is configured differently.</summary>
    public HttpClient CreateClient(params (string Key, string Value)[] settings) => CreateClient(_ => { }, settings);

    /// <summary>A client of a second server on the same database that has parts of its own, such as a clock.</summary>
    public HttpClient CreateClient(Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        Client(Build(services, settings), settings.FirstOrDefault(setting => setting.Key == "PathBase").Value ?? "");

    public Task InitializeAsync() => _database.InitializeAsync();

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
            host.UseSetting("ConnectionStrings:Sharing", ConnectionString);
            host.UseSetting("Auth:SigningKey", TestIssuer.BuiltInPem);
            host.UseSetting("Auth:DemoSignInFromAnywhere", "true"); // There is no connection whose address could be this machine's.
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
            // A line per request would be most of what the tests print.
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
