using System.Net;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

/// <summary>Keys that the provider adds and removes while the server runs.</summary>
public sealed class KeyRotationTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly TimeSpan Refresh = new AuthOptions().KeyRefresh;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));

    [Fact]
    public async Task NewKey_IsAcceptedAtFirstRequest_AndRemovedKeyIsRefusedAfterIt()
    {
        var (former, next) = (TestKey.Ec("former"), TestKey.Ec("next"));
        await using var provider = await TestProvider.StartAsync(former);
        using var client = Client(provider);
        var token = provider.Token(former, "jdoe");
        await ShouldBeAsync(client, token, HttpStatusCode.OK);

        provider.Keys = [next];
        _clock.Advance(ProviderKeys.LeastPause);
        await ShouldBeAsync(client, provider.Token(next, "jdoe"), HttpStatusCode.OK);

        await ShouldBeAsync(client, token, HttpStatusCode.Unauthorized);
        await ShouldBeAsync(client, provider.Token(former, "jdoe", claims => claims["jti"] = "other"), HttpStatusCode.Unauthorized);
    }

    public static TheoryData<TimeSpan> Idle => new(2 * Refresh, TimeSpan.FromMinutes(9), TimeSpan.FromDays(1));

    [Theory]
    [MemberData(nameof(Idle))]
    public async Task RemovedKey_IsRefusedAtFirstRequest_AfterIdleTime(TimeSpan idle)
    {
        var (removed, kept) = (TestKey.Rsa("removed"), TestKey.Ec("kept"));
        await using var provider = await TestProvider.StartAsync(removed, kept);
        using var client = Client(provider);
        var (token, unseen) = (provider.Token(removed, "jdoe"), provider.Token(removed, "jdoe", claims => claims["jti"] = "unseen"));
        await ShouldBeAsync(client, token, HttpStatusCode.OK);

        provider.Keys = [kept];
        _clock.Advance(idle);

        await ShouldBeAsync(client, token, HttpStatusCode.Unauthorized);
        await ShouldBeAsync(client, unseen, HttpStatusCode.Unauthorized);
        await ShouldBeAsync(client, provider.Token(kept, "jdoe"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task RemovedKey_IsRefused_WhileRequestsContinue()
    {
        var (removed, kept) = (TestKey.Ec("removed"), TestKey.Ec("kept"));
        await using var provider = await TestProvider.StartAsync(removed, kept);
        using var client = Client(provider);
        await ShouldBeAsync(client, provider.Token(removed, "jdoe"), HttpStatusCode.OK);

        provider.Keys = [kept];
        for (var second = 0; second < 2 * Refresh.TotalSeconds; second += 10)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await ShouldBeAsync(client, provider.Token(kept, "jdoe"), HttpStatusCode.OK);
        }

        await ShouldBeAsync(client, provider.Token(removed, "jdoe"), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LastKey_CanBeRemoved()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("only"));
        using var client = Client(provider);
        var token = provider.Token("jdoe");
        await ShouldBeAsync(client, token, HttpStatusCode.OK);

        provider.Keys = [];
        _clock.Advance(2 * Refresh);

        await ShouldBeAsync(client, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task HangingProvider_DelaysTokensBriefly_AndThenFormerKeysCount()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("only"));
        using var client = Client(provider);
        var token = provider.Token("jdoe");
        await ShouldBeAsync(client, token, HttpStatusCode.OK);
        var release = new TaskCompletionSource();
        provider.Interception = async _ =>
        {
            await release.Task;
            return false;
        };
        _clock.Advance(2 * Refresh);

        var delayed = ShouldBeAsync(client, token, HttpStatusCode.OK);
        while (!delayed.IsCompleted)
        {
            await Task.Delay(10);
            _clock.Advance(ProviderKeys.LongestWait);
        }
        await delayed;

        release.SetResult();
    }

    [Fact]
    public async Task ConfiguredRefresh_Counts()
    {
        var (removed, kept) = (TestKey.Ec("removed"), TestKey.Ec("kept"));
        await using var provider = await TestProvider.StartAsync(removed, kept);
        using var client = Client(provider, ("Auth:KeyRefresh", "01:00:00"));
        var token = provider.Token(removed, "jdoe");
        await ShouldBeAsync(client, token, HttpStatusCode.OK);
        provider.Keys = [kept];

        _clock.Advance(TimeSpan.FromMinutes(59));
        await ShouldBeAsync(client, token, HttpStatusCode.OK);
        provider.Fetches.Should().Be(1);

        _clock.Advance(TimeSpan.FromMinutes(61));
        await ShouldBeAsync(client, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task UnchangedKeys_AreFetchedOncePerRefresh()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("only"));
        using var client = Client(provider);
        var token = provider.Token("jdoe");
        await ShouldBeAsync(client, token, HttpStatusCode.OK);

        for (var i = 1; i <= 5; i++)
        {
            _clock.Advance(2 * Refresh);
            for (var request = 0; request < 10; request++)
                await ShouldBeAsync(client, token, HttpStatusCode.OK);
            provider.Fetches.Should().Be(1 + i);
        }
    }

    private HttpClient Client(TestProvider provider, params (string, string)[] settings) =>
        server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock), [.. provider.Settings, .. settings]);

    private static async Task ShouldBeAsync(HttpClient client, string token, HttpStatusCode status)
    {
        using var response = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));
        response.StatusCode.Should().Be(status, await response.Content.ReadAsStringAsync());
    }
}
