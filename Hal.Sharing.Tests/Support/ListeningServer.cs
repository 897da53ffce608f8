using Hal.Sharing.Tests.Architecture;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Support;

/// <summary>The whole server on a real Kestrel, on the demo data, for what a well-behaved client would never send.</summary>
public sealed class ListeningServer : IAsyncLifetime, IDisposable
{
    private readonly DemoDatabase _database = new();
    private WebApplicationFactory<Program>? _factory;

    /// <summary>What is configured besides; set before the start.</summary>
    internal IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    /// <summary>Parts of its own, such as a clock; set before the start.</summary>
    internal Action<IServiceCollection> Parts { get; init; } = _ => { };

    public string ConnectionString => _database.ConnectionString;

    public IServiceProvider Services => _factory!.Services;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Sends exactly these bytes on a connection of their own; what comes is judged as every other answer is.</summary>
    public async Task<RawAnswer> SendAsync(RawRequest request)
    {
        var answer = await RawAnswer.SendAsync(Address, request.ToBytes());
        return RawExchange.Of(request, answer) is { } exchange && ApiJudge.Judge(exchange) is { } fault ? throw new XunitException($"{request}: {fault}") : answer;
    }

    /// <summary>The same for what may be no whole request: the client says that nothing more comes.</summary>
    public Task<RawAnswer> SendAndFinishAsync(byte[] request) => RawAnswer.SendAsync(Address, request, isLast: true);

    /// <summary>A well-behaved client that somebody has signed in.</summary>
    public HttpClient As(string userId) =>
        new HttpClient(new ApiCheck { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = Address }
            .WithBearer(TestIssuer.BuiltIn.Token(userId));

    /// <summary>Every row of every table, as one line per table: equal when nothing was changed.</summary>
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
