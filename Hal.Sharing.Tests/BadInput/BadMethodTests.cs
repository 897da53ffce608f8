using System.Text;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Unsupported methods, representations that are not available, and unexpected bodies, on all routes of the server.</summary>
public sealed class BadMethodTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "BREW", "get",
        "Put", "PROPFIND",
    ];

    [Fact]
    public async Task UnsupportedMethod_Gets405WithTheSupportedMethods()
    {
        var complaints = new List<string>();
        foreach (var (path, allowed) in Routes())
        {
            foreach (var method in Methods.Where(method => !allowed.Contains(method, StringComparer.OrdinalIgnoreCase)))
            {
                var row = new Bad(new RawRequest(method, path).WithJson("{}"), 405, "method-not-allowed", method == "HEAD" ? null : "use");
                var answer = await Server.SendAsync(row.Request);
                complaints.AddRange(Judge(row, answer).Select(complaint => $"{row.Request}: {complaint} {answer.Text}"));
                if (!answer.Header("allow").Split(", ").ToHashSet().SetEquals(allowed))
                    complaints.Add($"{row.Request}: Allow is {answer.Header("allow")}, not {string.Join(", ", allowed)}");
            }
        }
        complaints.Should().BeEmpty();
    }

    [Fact]
    public Task UnsupportedMethodWithoutToken_Gets401() => AllAreRefusedAsync(
    [
        .. from route in Routes().Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal))
           from method in Methods.Where(method => !route.Allowed.Contains(method, StringComparer.OrdinalIgnoreCase) && method != "HEAD")
           select new Bad(new RawRequest(method, route.Path) { As = null }, 401, "unauthorized"),
    ]);

    [Fact]
    public Task NotAcceptable() => AllAreRefusedAsync(
    [
        .. from request in Documents()
           from accept in new[]
           {
               "text/html", "text/*", "image/png, image/*;q=0.5", "application/xml", "application/hal+xml", "application/problem+json",
               "*/*;q=0", "application/json;q=0, application/hal+json;q=0.0",
               "application/vnd.hal+json", "text/html, application/xhtml+xml", "application/json;version=2",
               "application/hal+json;charset=utf-16", "application/jsonp",
           }
           select new Bad(request.With($"Accept: {accept}"), 406, "not-acceptable", "accept application/"),
    ]);

    [Theory]
    [InlineData("Accept: *")]
    [InlineData("Accept: garbage")]
    [InlineData("Accept: ")]
    [InlineData("Accept: ,,;q=,")]
    [InlineData("Accept: application/json; q=abc, */*")]
    [InlineData("Accept-Charset: utf-16")]
    [InlineData("Accept-Encoding: identity;q=0")]
    [InlineData("Accept-Language: tlh")]
    [InlineData("If-None-Match: garbage")]
    [InlineData("If-Modified-Since: yesterday")]
    [InlineData("Range: bytes=0-1")]
    [InlineData("Expect: 100-continue")]
    [InlineData("Expect: miracles")]
    [InlineData("X-Forwarded-For: '; drop table shares")]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("traceparent: 00-garbage")]
    [InlineData("Cookie: =;;;a=b;token=")]
    [InlineData("Upgrade: h2c")]
    public async Task MeaninglessHeader_IsIgnored(string header)
    {
        foreach (var request in Documents().Where(request => request.Method == "GET"))
        {
            var answer = await Server.SendAsync(request.With(header));

            answer.Status.Should().Be(200, "{0}: {1}", request, answer.Text);
        }
    }

    [Fact]
    public async Task BodyOfGet_IsIgnored()
    {
        foreach (var request in Documents().Where(request => request.Method == "GET"))
        {
            var plain = await Server.SendAsync(request);
            foreach (var (body, type) in new[] { ("{\"q\":1}", "application/json"), ("garbage", "garbage"),
                ("q=zzz&id=x&access=x&type=x", "application/x-www-form-urlencoded"), ("\xff\xfe", null) })
            {
                foreach (var chunked in new[] { false, true })
                {
                    var answer = await Server.SendAsync(
                        request with { Body = Encoding.Latin1.GetBytes(body), ContentType = type, IsChunked = chunked });

                    answer.Status.Should().Be(200, "{0}: {1}", request, answer.Text);
                    answer.Text.Should().Be(plain.Text);
                }
            }
        }
    }

    /// <summary>Returns the routes of the server, filled with existing IDs, and their methods.</summary>
    private IEnumerable<(string Path, string[] Allowed)> Routes()
    {
        var endpoints = Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        var routes = (from endpoint in endpoints
                      let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
                      where methods is { Count: > 0 }
                      select (Segments: endpoint.RoutePattern.RawText!.Trim('/').Split('/'), Path: Fill(endpoint.RoutePattern.RawText!),
                          Methods: methods)).ToList();
        // The route of IDs also matches a literal segment (me).
        return from path in routes.Select(route => route.Path).Distinct()
               let segments = path.Trim('/').Split('/')
               let allowed = routes.Where(route => Matches(route.Segments, segments)).SelectMany(route => route.Methods)
               select (path, allowed.Distinct().ToArray());
    }

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private static string Fill(string pattern) => "/" + pattern.TrimStart('/')
        .Replace("integrations/{id}", "integrations/abc-123", StringComparison.Ordinal)
        .Replace("users/{id}", "users/jdoe", StringComparison.Ordinal)
        .Replace("teams/{id}", "teams/analytics", StringComparison.Ordinal)
        .Replace("{principalId}", "user:jdoe", StringComparison.Ordinal)
        .Replace("{team_id}", "analytics", StringComparison.Ordinal)
        .Replace("{userId}", "jdoe", StringComparison.Ordinal)
        .Replace("{rel}", "share", StringComparison.Ordinal)
        .Replace("{name}", "not-found", StringComparison.Ordinal)
        .Replace("{id}", "coach", StringComparison.Ordinal);

    private static RawRequest[] Documents() =>
    [
        new("GET", "/api"), new("GET", "/api/integrations"), new("GET", "/api/integrations/abc-123"),
        new("GET", "/api/integrations/salesforce/shares"),
        new("GET", "/api/integrations/abc-123/shares/user:jdoe"), new("GET", "/api/integrations/abc-123/owner"),
        new("GET", "/api/principals"), new("GET", "/api/principals/options"),
        new("GET", "/api/users/me"), new("GET", "/api/users/jdoe"), new("GET", "/api/teams/analytics"),
        new("GET", "/api/users"), new("GET", "/api/teams"), new("GET", "/api/teams/analytics/members"),
        new("GET", "/api/teams/analytics/members/bwong"), new("GET", "/api/clients"),
    ];
}
