using System.Net;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

/// <summary>Many concurrent tokens with unknown key IDs, and providers that answer late, with errors, or without keys.</summary>
public sealed class UnknownKeyStormTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const int Storm = 2_000;
    private const int Few = 200;
    private const string TooMuch = "too much";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));

    public static TheoryData<string, int, string, int> Troubles => new()
    {
        { "no trouble", 0, "", Storm },
        { "an error", 500, "", Storm },
        { "an error with keys", 503, """{"keys":[]}""", Few },
        { "an empty response", 200, "", Few },
        { "a page", 200, "<!DOCTYPE html><title>Sign in</title>", Few },
        { "an error in JSON", 200, """{"error":"temporarily_unavailable"}""", Few },
        { "an empty object", 200, "{}", Storm },
        { "a list", 200, "[]", Few },
        { "null", 200, "null", Few },
        { "half of a document", 200, """{"keys":[{"kty":"EC",""", Few },
        { "keys that are no list", 200, """{"issuer":"x","keys":{"kty":"EC"}}""", Few },
        { "keys that are no objects", 200, """{"issuer":"x","keys":[1]}""", Few },
        { "no address of keys", 200, """{"issuer":"http://127.0.0.1"}""", Few },
        { TooMuch, 200, """{"keys":[]}""", Few },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Storm_MakesOneFetchPer30Seconds_AndHonestTokensPass(string trouble, int status, string body, int count)
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = Client(provider);
        await ShouldPassAsync(client, provider.Token("jdoe"));
        if (trouble == TooMuch)
            body = body.PadRight(11 * 1024 * 1024);
        // Only the documents of the keys, or all.
        foreach (var path in new[] { "/keys", "" })
        {
            provider.Interception = status == 0 ? null : context => RespondAsync(context, path, status, body);
            _clock.Advance(ProviderKeys.LeastPause);
            var before = provider.Fetches;

            await StormAsync(client, provider, count / 2);
            _clock.Advance(ProviderKeys.LeastPause - TimeSpan.FromSeconds(1));
            await StormAsync(client, provider, count / 2);

            (provider.Fetches - before).Should().Be(1, "the provider has {0}", trouble);
            await ShouldPassAsync(client, provider.Token("jdoe", claims => claims["jti"] = path));
        }
        provider.Interception = null;
        provider.Keys = [TestKey.Ec("next")];
        _clock.Advance(ProviderKeys.LeastPause);
        await ShouldPassAsync(client, provider.Token("jdoe"));
    }

    [Fact]
    public async Task Storm_AtSlowProvider_MakesOneFetch_AndHonestTokensDoNotWait()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = Client(provider);
        var token = provider.Token("jdoe");
        await ShouldPassAsync(client, token);
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        provider.Interception = async _ =>
        {
            asked.TrySetResult();
            await release.Task;
            return false;
        };
        _clock.Advance(ProviderKeys.LeastPause);
        var before = provider.Fetches;

        var storm = StormAsync(client, provider, Storm);
        await asked.Task;
        for (var i = 0; i < 20; i++)
            await ShouldPassAsync(client, i % 2 == 0 ? token : provider.Token("jdoe", claims => claims["jti"] = $"{i}"));
        storm.IsCompleted.Should().BeFalse("the storm waits for the provider");
        release.SetResult();
        await storm;

        (provider.Fetches - before).Should().Be(1);
    }

    [Fact]
    public async Task RequestsThatWaitForProvider_LeaveRoomForOthers()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = server.CreateClient(
            services => services.AddSingleton<TimeProvider>(_clock), [.. provider.Settings, ("Limits:RequestsInProgress", "4")]);
        await ShouldPassAsync(client, provider.Token("jdoe"));
        var release = new TaskCompletionSource();
        provider.Interception = async _ =>
        {
            await release.Task;
            return false;
        };
        _clock.Advance(ProviderKeys.LeastPause);
        var waiting = new List<Task<HttpStatusCode>>();
        while (waiting.Count < 12)
        {
            waiting.Add(StatusAsync(client, provider.Token(TestKey.Ec("stranger"), "jdoe", header: header => header["kid"] = "unknown")));
            await Task.Delay(20);
        }

        for (var attempt = 0; attempt < 100 && await StatusAsync(client, provider.Token("jdoe")) != HttpStatusCode.OK; attempt++)
            await Task.Delay(20);

        await ShouldPassAsync(client, provider.Token("jdoe"));
        waiting.Count(request => !request.IsCompleted).Should().BeGreaterThan(4);
        release.SetResult();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task FirstRequests_WaitForOneFetch_AtSlowProvider()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = Client(provider);
        var release = new TaskCompletionSource();
        provider.Interception = async context =>
        {
            await release.Task;
            // Longer than the pause before the next attempt: the requests that wait must not begin one each.
            _clock.Advance(2 * ProviderKeys.PauseBeforeFirst);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return true;
        };

        var first = Enumerable.Range(0, 50).Select(_ => StatusAsync(client, provider.Token("jdoe"))).ToList();
        while (provider.Fetches == 0)
            await Task.Delay(10);
        await Task.Delay(100); // Until all wait.
        release.SetResult();

        (await Task.WhenAll(first)).Should().OnlyContain(status => status == HttpStatusCode.ServiceUnavailable);
        provider.Fetches.Should().Be(1);
        provider.Interception = null;
        _clock.Advance(ProviderKeys.PauseBeforeFirst);
        await ShouldPassAsync(client, provider.Token("jdoe"));
    }

    [Fact]
    public async Task TokenWithoutIssuer_IsRefused_WhateverProviderAnswersFirst()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = Client(provider);
        provider.Interception = context => RespondAsync(context, "", 200, "{}");

        (await StatusAsync(client, provider.Token("jdoe", claims => claims.Remove("iss")))).Should().Be(HttpStatusCode.ServiceUnavailable);
        provider.Interception = null;
        _clock.Advance(ProviderKeys.PauseBeforeFirst);
        (await StatusAsync(client, provider.Token("jdoe", claims => claims.Remove("iss")))).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static async Task<bool> RespondAsync(HttpContext context, string path, int status, string body)
    {
        if (!context.Request.Path.Value!.EndsWith(path, StringComparison.Ordinal))
            return false;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
        return true;
    }

    /// <summary>Sends that many tokens at once, each with another unknown key ID.</summary>
    private static async Task StormAsync(HttpClient client, TestProvider provider, int count)
    {
        var stranger = TestKey.Ec("stranger");
        var statuses = await Task.WhenAll(Enumerable.Range(0, count).Select(i => StatusAsync(
            client, provider.Token(stranger, "jdoe", header: header => header["kid"] = $"unknown-{i}"))));
        statuses.Should().OnlyContain(status => status == HttpStatusCode.Unauthorized);
    }

    private HttpClient Client(TestProvider provider) =>
        server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock), provider.Settings);

    private static async Task ShouldPassAsync(HttpClient client, string token) =>
        (await StatusAsync(client, token)).Should().Be(HttpStatusCode.OK);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using var response = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));
        return response.StatusCode;
    }
}
