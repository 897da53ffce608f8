using Hal.Sharing.Tests.Architecture;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Support;

/// <summary>The server on Kestrel with the demo data, for requests that a well-behaved client never sends.</summary>
public sealed class ListeningServer : IAsyncLifetime, IDisposable
{
    private readonly DemoDatabase _database = new();
    private WebApplicationFactory<Program>? _factory;

    /// <summary>More settings; set before the start.</summary>
    internal IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    /// <summary>Replaces registrations, such as the clock; set before the start.</summary>
    internal Action<IServiceCollection> Parts { get; init; } = _ => { };

    public string ConnectionString => _database.ConnectionString;

    public IServiceProvider Services => _factory!.Services;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Sends exactly these bytes on a new connection, and checks the response as every other.</summary>
    public async Task<RawAnswer> SendAsync(RawRequest request)
    {
        var answer = await RawAnswer.SendAsync(Address, request.ToBytes());
        return RawExchange.Of(request, answer) is { } exchange
            && ApiJudge.Judge(exchange) is { } fault ? throw new XunitException($"{request}: {fault}") : answer;
    }

    /// <summary>Sends bytes that may be an incomplete request, and then closes the sending side.</summary>
    public Task<RawAnswer> SendAndFinishAsync(byte[] request) => RawAnswer.SendAsync(Address, request, isLast: true);

    /// <summary>Returns a well-behaved client with the token of a user.</summary>
    public HttpClient As(string userId) =>
        new HttpClient(new ApiCheck { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false,
            UseCookies = false } }) { BaseAddress = Address }
            .WithBearer(TestIssuer.BuiltIn.Token(userId));

    /// <summary>Returns one line for each table: equal if no row was changed.</summary>
    public Task<IReadOnlyList<string>> DigestAsync() => DatabaseDigest.ReadAsync(ConnectionString);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
#pragma warning disable CA2000 // Disposing of the second disposes of the first.
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("ConnectionStrings:Sharing", ConnectionString);
            host.UseSetting("Auth:SigningKey", TestIssuer.BuiltInPem);
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("Browsers:plain", Path.Combine(Repository.Root, "Hal.Sharing.Tests", "Chromium", "PlainBrowser"));
            foreach (var (key, value) in Settings)
                host.UseSetting(key, value);
            host.ConfigureTestServices(Parts);
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        });
#pragma warning restore CA2000
        _factory.UseKestrel();
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
    }

    public async Task DisposeAsync()
    {
        await _factory!.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _factory?.Dispose();
}
