using System.Net;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The limit on wrong secrets, per client and address.</summary>
public sealed class BasicLimitTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private const string Body = """{"displayName":"New"}""";
    private readonly SharingServer _server;
    private readonly DataStack _database;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private DelegationFixture _delegation = null!;

    public BasicLimitTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    private string Id => _delegation.Of("client#");

    public async Task InitializeAsync() => _delegation = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task SixthFailureInMinute_Gets429_ButRightSecretPasses()
    {
        using var client = Client();
        var wrong = TestTokens.Basic(Id, "wrong");
        for (var i = 0; i < 5; i++)
            (await StatusAsync(client, wrong)).Should().Be(HttpStatusCode.Unauthorized);

        _clock.Advance(TimeSpan.FromSeconds(20));
        using var limited = await client.SendAsync(wrong, "POST", "/api/users", Body);

        limited.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(40));
        limited.Headers.WwwAuthenticate.Should().BeEmpty();
        (await StatusAsync(client, _delegation.Client)).Should().Be(HttpStatusCode.Created);
        (await StatusAsync(client, TestTokens.Basic("other-client", "wrong"))).Should().Be(HttpStatusCode.Unauthorized);
        _clock.Advance(TimeSpan.FromSeconds(40));
        (await StatusAsync(client, wrong)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Failures_CountPerAddress_WhichNoHeaderForges()
    {
        using var client = Client();
        var wrong = TestTokens.Basic(Id, "wrong");
        async Task<HttpStatusCode> FromAsync(string address, string? forwarded = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users");
            request.Headers.TryAddWithoutValidation("Authorization", wrong);
            request.Headers.TryAddWithoutValidation(RemoteAddress.Header, address);
            if (forwarded is not null)
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }

        for (var i = 0; i < 5; i++)
            (await FromAsync("192.0.2.1", $"198.51.100.{i}")).Should().Be(HttpStatusCode.Unauthorized);
        (await FromAsync("192.0.2.1", "198.51.100.9")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("::ffff:192.0.2.1")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("192.0.2.2")).Should().Be(HttpStatusCode.Unauthorized);
        for (var i = 1; i <= 5; i++)
            (await FromAsync($"2001:db8::{i}")).Should().Be(HttpStatusCode.Unauthorized);
        (await FromAsync("2001:db8:0:0:ffff::1")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("2001:db8:0:1::1")).Should().Be(HttpStatusCode.Unauthorized);
    }

    private HttpClient Client() => _server.CreateClient(services =>
        services.AddSingleton<TimeProvider>(_clock).AddSingleton<IStartupFilter, RemoteAddress>());

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string authorization)
    {
        using var response = await client.SendAsync(authorization, "POST", "/api/users", Body);
        return response.StatusCode;
    }
}
