using System.Text.Json;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>The query parameters of the document are those that the server accepts.</summary>
public sealed class QueryParameterTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly JsonElement Document = ApiOperations.All.Document;

    [Fact]
    public void DocumentedParameters_AreTheKnownOnes()
    {
        var documented =
            from path in Document.GetProperty("paths").EnumerateObject()
            where path.Name.StartsWith("/api", StringComparison.Ordinal)
            from operation in path.Value.EnumerateObject()
            where operation.Name is "get" or "put" or "post" or "delete"
            select $"{operation.Name.ToUpperInvariant()} {path.Name.Trim('/')}: {string.Join(", ", Query(operation.Value).Order())}";
        var known =
            from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.RoutePattern.RawText!.StartsWith("api", StringComparison.Ordinal)
            let action = endpoint.Metadata.GetRequiredMetadata<ControllerActionDescriptor>()
            from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
            where method is "GET" or "PUT" or "POST" or "DELETE"
            select $"{method} {endpoint.RoutePattern.RawText!.Trim('/')}: {string.Join(", ", QueryCheck.KnownTo(action).Order())}";

        documented.Should().BeEquivalentTo(known)
            .And.Contain("GET api/integrations: access, after, limit, q").And.Contain("DELETE api/users/{id}: ");
    }

    private static IEnumerable<string> Query(JsonElement operation) =>
        from parameter in operation.GetProperty("parameters").EnumerateArray()
        let resolved = parameter.TryGetProperty("$ref", out var reference)
            ? ApiOperations.All.Schemas.Resolve(reference.GetString()!)
            : parameter
        where resolved.GetProperty("in").GetString() == "query"
        select resolved.GetProperty("name").GetString()!;
}
