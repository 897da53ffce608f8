using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>A listening server on the demo data, the provider at which its people sign in, and a clock that both go by.</summary>
public sealed class SignInFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly (string, string)[] _settings;
    private readonly Action<TestSignIns> _prepare;
    private TestProvider? _provider;
    private ListeningServer? _server;

    /// <summary>As a class's fixture, with nothing special.</summary>
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
        var stage = new SignInFixture(prepare, settings);
        await stage.InitializeAsync();
        return stage;
    }

    public async Task InitializeAsync()
    {
        _provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        SignIns.Clock = Clock;
        _prepare(SignIns);
        _server = new ListeningServer { Settings = [.. SignIns.Settings, .. _settings], Parts = parts => parts.AddSingleton<TimeProvider>(Clock) };
        await _server.InitializeAsync();
    }

    public TestBrowser Browse() => new(Address);

    /// <summary>A real browser, in which nobody is signed in.</summary>
    public Task<ConsoleVisit> VisitAsync() => ConsoleVisit.OpenAsync(_server!, userId: null);

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<TestBrowser> SignInAsync(string userId = "jdoe")
    {
        SignIns.UserId = userId;
        var browser = Browse();
        await browser.OpenAsync("/sign-in?return_to=/api");
        browser.Cookie("token").Should().NotBeNull();
        return browser;
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await Provider.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
