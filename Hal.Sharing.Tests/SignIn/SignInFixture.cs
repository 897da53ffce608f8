using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>A listening server on the demo data, the provider at which its users sign in, and a clock that both use.</summary>
public sealed class SignInFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly (string, string)[] _settings;
    private readonly Action<TestSignIns> _prepare;
    private TestProvider? _provider;
    private ListeningServer? _server;

    /// <summary>For use as a class fixture, with the default configuration.</summary>
    public SignInFixture()
        : this(_ => { }, [])
    {
    }

    private SignInFixture(Action<TestSignIns> prepare, (string, string)[] settings) => (_prepare, _settings) = (prepare, settings);

    public TestProvider Provider => _provider!;

    public TestSignIns SignIns => Provider.SignIns;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));

    public Uri Address => _server!.Address;

    public string ConnectionString => _server!.ConnectionString;

    public static Task<SignInFixture> StartAsync(params (string, string)[] settings) => StartAsync(_ => { }, settings);

    public static async Task<SignInFixture> StartAsync(Action<TestSignIns> prepare, params (string, string)[] settings)
    {
        var fixture = new SignInFixture(prepare, settings);
        await fixture.InitializeAsync();
        return fixture;
    }

    public async Task InitializeAsync()
    {
        _provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        SignIns.Clock = Clock;
        _prepare(SignIns);
        _server = new ListeningServer
        {
            Settings = [.. SignIns.Settings, .. _settings],
            Parts = parts => parts.AddSingleton<TimeProvider>(Clock),
        };
        await _server.InitializeAsync();
    }

    public TestBrowser Browse() => new(Address);

    /// <summary>Opens a real browser in which no user is signed in.</summary>
    public Task<ConsoleVisit> VisitAsync() => ConsoleVisit.OpenAsync(_server!, userId: null);

    /// <summary>Returns a browser in which the user has signed in.</summary>
    public async Task<TestBrowser> SignInAsync(string userId = "jdoe")
    {
        SignIns.UserId = userId;
        var browser = Browse();
        await browser.OpenAsync("/sign-in?return_to=/api");
        browser.Cookie("token").Should().NotBeNull();
        return browser;
    }

    /// <summary>Sends a request with exactly these cookies.</summary>
    public async Task<HttpResponseMessage> SendAsync(string cookies)
    {
        using var browser = Browse();
        return await browser.SendAsync("GET", "/api/users/me", null, ("Cookie", cookies));
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await Provider.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
