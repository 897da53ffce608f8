using System.Net;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Limits;

/// <summary>Refused credentials are counted by address. Valid ones from the same address pass.</summary>
public sealed class FailureRateTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly (string, string)[] Two =
    [
        ("Limits:FailedAuthenticationsPerMinute", "2"), ("ForwardedHeaders:KnownNetworks", "0.0.0.0/0,::/0"),
    ];

    private static readonly string Valid = TestIssuer.BuiltIn.Token("jdoe");
    private static readonly string Expired = TestIssuer.BuiltIn.Token("jdoe", claims => claims["exp"] = TestIssuer.LongAgo);

    [Fact]
    public async Task AddressWithManyFailures_Gets429_ForAllKindsOfCredentials()
    {
        using var client = Proxied();
        using var first = await SendAsync(client, "198.51.100.1", $"Bearer {Expired}");
        using var second = await SendAsync(client, "198.51.100.1", "Bearer nonsense");

        using var token = await SendAsync(client, "198.51.100.1", $"Bearer {Expired}");
        using var secret = await SendAsync(client, "198.51.100.1", "Basic bm9ib2R5Om5vdGhpbmc=");

        first.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        second.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        token.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        token.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
        (await token.JsonAsync()).GetProperty("detail").GetString().Should()
            .StartWith("More than 2 tokens and secrets per minute from your address were refused;");
        secret.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task ValidToken_Passes_FromTheSameAddress()
    {
        using var client = Proxied();
        await FailAsync(client, "198.51.100.2", times: 3);

        using var response = await SendAsync(client, "198.51.100.2", $"Bearer {Valid}");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("198.51.100.3", "198.51.100.4", HttpStatusCode.Unauthorized)]
    [InlineData("2001:db8::1", "2001:db8::2", HttpStatusCode.TooManyRequests)] // One network of one client.
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", HttpStatusCode.Unauthorized)]
    public async Task Addresses_AreCountedByNetwork(string failing, string other, HttpStatusCode expected)
    {
        using var client = Proxied();
        await FailAsync(client, failing, times: 3);

        using var response = await SendAsync(client, other, $"Bearer {Expired}");

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task AddressThatClientInvents_DoesNotCount_WithoutKnownProxy()
    {
        using var client = server.CreateClient(("Limits:FailedAuthenticationsPerMinute", "2"));
        await FailAsync(client, "198.51.100.5", times: 2);

        using var response = await SendAsync(client, "198.51.100.6", $"Bearer {Expired}");

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task RequestWithoutCredentials_IsNoFailure()
    {
        using var client = Proxied();
        for (var sent = 0; sent < 5; sent++)
        {
            using var response = await client.SendAsync("GET", "/api/users/me", ("X-Forwarded-For", "198.51.100.7"));
            response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }
    }

    private HttpClient Proxied() => server.CreateClient(services => services.AddSingleton<IStartupFilter, RemoteAddress>(), Two);

    private static async Task FailAsync(HttpClient client, string address, int times)
    {
        for (var sent = 0; sent < times; sent++)
        {
            using var response = await SendAsync(client, address, $"Bearer {Expired}");
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string authorization) =>
        client.SendAsync("GET", "/api/users/me", ("Authorization", authorization), ("X-Forwarded-For", address));
}
