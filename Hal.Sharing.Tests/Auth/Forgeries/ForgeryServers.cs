using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>A server with the built-in issuer and a server with a provider, at a fixed time, and the servers of a stranger.</summary>
public sealed class ForgeryServers : IAsyncLifetime
{
    private readonly List<ForgeryServer> _servers = [];
    private TestProvider? _provider;
    private TestProvider? _stranger;

    internal IReadOnlyList<ForgeryServer> Servers => _servers;

    /// <summary>How often the keys of the stranger were requested.</summary>
    public int RequestsToStranger => _stranger!.Asked;

    /// <summary>The address of the stranger's keys, which header members name.</summary>
    public Uri StrangerKeys => new($"{_stranger!.Address}/keys");

    public async Task InitializeAsync()
    {
        _stranger = await TestProvider.StartAsync(TestKey.Ec("stranger"));
        var (rsa, ec) = (TestKey.Rsa("rsa-key"), TestKey.Ec("ec-key"));
        _provider = await TestProvider.StartAsync(rsa, ec);
        var issuer = new TestIssuer(_provider.Address, TestProvider.Audience, rsa);
        await StartAsync([], new ForgeryTarget("built-in issuer", TestIssuer.BuiltIn, [], _stranger.Address));
        await StartAsync(
            _provider.Settings,
            new ForgeryTarget("RSA key of the provider", issuer, [ec, TestIssuer.BuiltIn.Key], _stranger.Address),
            new ForgeryTarget("EC key of the provider", issuer with { Key = ec }, [rsa, TestIssuer.BuiltIn.Key], _stranger.Address));
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _provider!.DisposeAsync();
        await _stranger!.DisposeAsync();
    }

    private async Task StartAsync((string, string)[] settings, params ForgeryTarget[] targets)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(ForgeryTarget.Now));
        var server = new ListeningServer { Settings = settings, Parts = services => services.AddSingleton<TimeProvider>(clock) };
        await server.InitializeAsync();
        _servers.Add(new ForgeryServer(server, targets));
    }
}
