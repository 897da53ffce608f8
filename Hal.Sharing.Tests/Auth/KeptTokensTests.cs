using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The same claims object for the same token means that it was verified once.</summary>
public sealed class KeptTokensTests : IDisposable
{
    private const long Now = 2_000_000_000;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(Now));
    private readonly List<IHost> _hosts = [];

    public void Dispose() => _hosts.ForEach(host => host.Dispose());

    [Fact]
    public async Task SameToken_IsVerifiedOnce()
    {
        var kept = Server();
        var token = TestIssuer.BuiltIn.Token("admin");

        var first = await ShouldBeValidAsync(kept, token);
        var second = await ShouldBeValidAsync(kept, new string(token.AsSpan()));

        second.Should().BeSameAs(first);
        kept.Count.Should().Be(1);
    }

    [Fact]
    public async Task SizeZero_VerifiesEveryTime()
    {
        var kept = Server(("Auth:TokenCacheBytes", "0"));
        var token = TestIssuer.BuiltIn.Token("admin");

        var first = await ShouldBeValidAsync(kept, token);

        (await ShouldBeValidAsync(kept, token)).Should().NotBeSameAs(first);
        kept.Count.Should().Be(0);
    }

    [Fact]
    public async Task OtherSignatureOrClaims_AreRefused_AfterGenuineToken()
    {
        var kept = Server();
        var genuine = TestIssuer.BuiltIn.Token("jdoe");
        var other = TestIssuer.BuiltIn.Token("admin");
        await ShouldBeValidAsync(kept, genuine);

        await ShouldBeRefusedAsync(kept, genuine[..^4] + "AAAA", "signature is not valid");
        await ShouldBeRefusedAsync(kept, genuine[..genuine.LastIndexOf('.')] + other[other.LastIndexOf('.')..], "signature is not valid");
        await ShouldBeRefusedAsync(kept, other[..other.LastIndexOf('.')] + genuine[genuine.LastIndexOf('.')..], "signature is not valid");
        await ShouldBeRefusedAsync(kept, genuine + "=", "not a token");
        kept.Count.Should().Be(1);
    }

    [Fact]
    public async Task RefusedTokens_AreNotKept()
    {
        var kept = Server();

        await ShouldBeRefusedAsync(kept, TestIssuer.BuiltIn.Token("admin", claims => claims["aud"] = "other"), "audience");
        await ShouldBeRefusedAsync(kept, (TestIssuer.BuiltIn with { Key = TestKey.Ec("other") }).Token("admin"), "unknown key");
        await ShouldBeRefusedAsync(kept, "x", "not a token");
        kept.Count.Should().Be(0);
    }

    [Fact]
    public async Task ExpiredToken_IsNotKept_AndKeptTokenIsForgottenWhenItExpires()
    {
        var kept = Server();
        var token = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = Now + 100);
        await ShouldBeValidAsync(kept, TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo));
        kept.Count.Should().Be(0);
        var first = await ShouldBeValidAsync(kept, token);

        _clock.Advance(TimeSpan.FromSeconds(129));
        (await ShouldBeValidAsync(kept, token)).Should().BeSameAs(first);

        _clock.Advance(TimeSpan.FromSeconds(1));
        (await ShouldBeValidAsync(kept, token)).Should().NotBeSameAs(first);
        kept.Count.Should().Be(0);
    }

    [Fact]
    public async Task TokensOfBothIssuers_AreKept_WhileKeysAreTheSame()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        var kept = Server(provider.Settings);
        var (builtIn, provided) = (TestIssuer.BuiltIn.Token("jdoe"), provider.Token("jdoe"));

        var first = (await ShouldBeValidAsync(kept, builtIn), await ShouldBeValidAsync(kept, provided));
        _clock.Advance(TimeSpan.FromDays(1));
        var second = (await ShouldBeValidAsync(kept, builtIn), await ShouldBeValidAsync(kept, provided));

        provider.Fetches.Should().Be(2, "the keys are fetched again, and are the same");
        second.Item1.Should().BeSameAs(first.Item1);
        second.Item2.Should().BeSameAs(first.Item2);
        first.Item1.IsBuiltIn.Should().BeTrue();
        first.Item2.IsBuiltIn.Should().BeFalse();
    }

    [Fact]
    public async Task RemovedKey_IsRefusedAtOnce()
    {
        var (former, next) = (TestKey.Ec("former"), TestKey.Ec("next"));
        await using var provider = await TestProvider.StartAsync(former);
        var kept = Server(provider.Settings);
        var token = provider.Token(former, "jdoe");
        await ShouldBeValidAsync(kept, token);

        provider.Keys = [next];
        _clock.Advance(ProviderKeys.LeastPause);
        await ShouldBeValidAsync(kept, token);
        await ShouldBeValidAsync(kept, provider.Token(next, "jdoe"));

        await ShouldBeRefusedAsync(kept, token, "unknown key");
        kept.Count.Should().Be(0, "a changed provider empties the memory");
    }

    [Fact]
    public async Task OtherKeyWithSameId_RefusesTokensOfFormerKey_WithinTwoRefreshes()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("same"));
        var kept = Server(provider.Settings);
        var token = provider.Token("jdoe");
        await ShouldBeValidAsync(kept, token);

        provider.Keys = [TestKey.Ec("same")];
        _clock.Advance(2 * new AuthOptions().KeyRefresh);

        await ShouldBeRefusedAsync(kept, token, "signature is not valid");
        provider.Asked.Should().Be(2);
    }

    [Fact]
    public async Task Size_LimitsNumberOfTokens_AndLongerTokensCountMore()
    {
        var (ordinary, fullOfLong) = (Server(("Auth:TokenCacheBytes", "100000")), Server(("Auth:TokenCacheBytes", "100000")));
        var (most, mostLong) = (0, 0);

        for (var i = 0; i < 100; i++)
        {
            var (id, fill) = (i, new string('x', 5000));
            await ShouldBeValidAsync(ordinary, TestIssuer.BuiltIn.Token("admin", claims => claims["jti"] = $"{id}"));
            await ShouldBeValidAsync(fullOfLong, TestIssuer.BuiltIn.Token("admin", claims => claims["jti"] = fill + id));
            (most, mostLong) = (Math.Max(most, ordinary.Count), Math.Max(mostLong, fullOfLong.Count));
        }

        most.Should().BeInRange(20, 60);
        mostLong.Should().BeInRange(2, 5);
    }

    [Fact]
    public async Task FullMemory_ForgetsTokenThatWasNotUsedForLongest()
    {
        var kept = Server(("Auth:TokenCacheBytes", "100000"));
        var used = TestIssuer.BuiltIn.Token("jdoe");
        var first = await ShouldBeValidAsync(kept, used);

        for (var i = 0; i < 100; i++)
        {
            var id = i;
            _clock.Advance(TimeSpan.FromSeconds(1));
            await ShouldBeValidAsync(kept, TestIssuer.BuiltIn.Token("admin", claims => claims["jti"] = $"{id}"));
            (await ShouldBeValidAsync(kept, used)).Should().BeSameAs(first);
        }
    }

    private KeptTokens Server(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration["Auth:SigningKey"] = TestIssuer.BuiltInPem;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddTokens(builder.Configuration, null).AddSingleton<KeptTokens>();
        var host = builder.Build();
        _hosts.Add(host);
        return host.Services.GetRequiredService<KeptTokens>();
    }

    private static async Task<VerifiedToken> ShouldBeValidAsync(KeptTokens kept, string token)
    {
        var (verified, fault) = await kept.VerifyAsync(token, CancellationToken.None);
        fault.Should().BeNull();
        return verified!;
    }

    private static async Task ShouldBeRefusedAsync(KeptTokens kept, string token, string words)
    {
        var (verified, fault) = await kept.VerifyAsync(token, CancellationToken.None);
        verified.Should().BeNull();
        fault!.Detail.Should().Contain(words);
    }
}
