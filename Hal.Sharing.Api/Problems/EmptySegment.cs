using Microsoft.AspNetCore.Routing.Patterns;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// Finds the variable that a client left empty at the end of a path: with an empty value, <c>…/shares/{principalId}</c> becomes the path
/// of the collection, which has other methods.
/// </summary>
internal static class EmptySegment
{
    /// <summary>Returns the name of the variable; null if no value of a last segment would permit the method.</summary>
    public static string? NameOf(HttpContext http)
    {
        if (http.Request.Path.Value is not { } path || !path.EndsWith('/'))
            return null;
        var segments = path.Trim('/').Split('/');
        var names =
            from endpoint in http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(http.Request.Method) is true
            let pattern = endpoint.RoutePattern.PathSegments
            where pattern.Count == segments.Length + 1 && segments.Zip(pattern).All(pair => Fits(pair.First, pair.Second.Parts))
            select (pattern[^1].Parts is [RoutePatternParameterPart variable] ? variable : null)?.Name;
        return names.FirstOrDefault(name => name is not null);
    }

    private static bool Fits(string segment, IReadOnlyList<RoutePatternPart> parts) => parts switch
    {
        [RoutePatternParameterPart] => true,
        [RoutePatternLiteralPart literal] => literal.Content.Equals(segment, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
