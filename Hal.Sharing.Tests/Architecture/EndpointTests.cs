using System.Net;
using System.Reflection;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Rules that the running server's own table of endpoints shows.</summary>
public sealed class EndpointTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly string[] Anonymous =
    [
        "GET /.well-known/jwks.json",
        "GET /api",
        "GET /health/live",
        "GET /health/ready",
        "GET /openapi/stories.json",
        "GET /openapi/v1.json",
        "GET /problems",
        "GET /problems/{name}",
        "GET /rels",
        "GET /rels/inf/{rel}",
        "GET /schemas",
        "GET /schemas/{name}",
        "GET /schemas/{version}/{name}",
        "GET /sign-in",
        "GET /sign-in/callback",
        "GET /sign-out",
        "POST /sign-in",
        "POST /sign-out",
    ];

    [Fact]
    public void OnlyListedEndpoints_AreAnonymous()
    {
        var anonymous =
            from endpoint in Endpoints()
            where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            from method in Methods(endpoint)
            select $"{method} {Path(endpoint)}";

        anonymous.Where(endpoint => !endpoint.StartsWith("HEAD ", StringComparison.Ordinal)
            && !endpoint.StartsWith("OPTIONS ", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Should().Equal(Anonymous);
    }

    [Fact]
    public async Task EveryOtherEndpoint_NeedsACaller()
    {
        var guarded = (from endpoint in Endpoints()
                       where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                       from method in Methods(endpoint)
                       select (method, path: Path(endpoint).Replace("{", "", StringComparison.Ordinal).Replace(
                           "}", "", StringComparison.Ordinal))).ToList();
        using var stranger = server.CreateClient();
        foreach (var (method, path) in guarded)
        {
            using var request = new HttpRequestMessage(new(method), path);

            using var answer = await stranger.SendAsync(request);

            // A user without a session is sent from a page to the sign-in page.
            if (method == "GET" && !path.StartsWith("/api", StringComparison.Ordinal))
            {
                answer.Headers.Location!.OriginalString.Should().StartWith("/sign-in?return_to=%2F", path);
                continue;
            }
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "{0} {1}", method, path);
            answer.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer");
        }
        guarded.Should().HaveCountGreaterThan(15);
    }

    [Fact]
    public async Task EveryRelation_HasAPage()
    {
        using var client = server.CreateClient();
        var relations = typeof(Relations).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Where(relation => relation.StartsWith("inf:", StringComparison.Ordinal)).ToList();
        foreach (var relation in relations)
        {
            using var page = await client.GetAsync($"/rels/inf/{relation["inf:".Length..]}");

            page.StatusCode.Should().Be(HttpStatusCode.OK, relation);
            page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        }
        relations.Should().HaveCountGreaterThan(15).And.OnlyHaveUniqueItems();
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
}
