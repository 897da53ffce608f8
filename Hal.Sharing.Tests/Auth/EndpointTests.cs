using System.Net;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Auth;

/// <summary>Walks the live endpoint table, so that no endpoint is open by mistake.</summary>
public sealed partial class EndpointTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly string[] Open =
        ["api", ".well-known/jwks.json", "health/", "problems", "rels", "schemas", "openapi/", "sign-in", "sign-out"];

    [Fact]
    public void AnonymousEndpoints_AreListed() =>
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Should().OnlyContain(path => Open.Any(open => path == open || (open != "api" && path.StartsWith(open))));

    [Fact]
    public async Task OtherEndpoints_Return401First()
    {
        using var client = server.CreateClient();
        var requests = (from endpoint in Endpoints()
                        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                        let path = "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "x")
                        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                        select (Method: method, Path: path)).ToList();
        requests.Should().NotBeEmpty();

        foreach (var (method, path) in requests)
        {
            using var response = await client.SendAsync(method, path, ("Accept", "image/png"));

            if (method == "GET" && !path.StartsWith("/api", StringComparison.Ordinal))
            {
                response.Headers.Location!.OriginalString.Should()
                    .Be($"/sign-in?return_to={Uri.EscapeDataString(path)}", "a page leads to sign-in");
                continue;
            }
            response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "{0} {1} needs a caller", method, path);
            response.Headers.GetValues("WWW-Authenticate").First().Should().Be("Bearer");
        }
    }

    [Theory]
    [InlineData("GET", "/api/nothing/here")]
    [InlineData("PATCH", "/api/users/me")]
    [InlineData("DELETE", "/api")]
    public async Task UnknownAddressBelowApi_Returns401(string method, string path)
    {
        using var client = server.CreateClient();

        using var response = await client.SendAsync(method, path);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("admin", "/api")]
    [InlineData("admin", "/api/integrations/abc-123/shares")]
    [InlineData("outsider", "/api/integrations/abc-123/shares")]
    [InlineData("coach", "/api/v1/teams/")]
    public async Task ResponseThatDependsOnCaller_IsNotForSharedCaches(string user, string path)
    {
        using var client = server.As(user);

        using var response = await client.SendAsync("GET", path);

        response.Headers.CacheControl!.ToString().Should().Be("no-cache, private");
        response.Headers.Vary.Should().StartWith(["Accept", "Authorization", "Cookie", "refreshed-token"]);
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
