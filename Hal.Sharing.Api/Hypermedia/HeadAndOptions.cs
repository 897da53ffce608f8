using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Lets the action of GET also handle HEAD and, for resources, OPTIONS. The response to HEAD has no body. The response to OPTIONS names
/// the methods that this caller may use now, taken from the forms of the document that they would get.
/// </summary>
internal sealed class HeadAndOptions : IActionModelConvention, IAlwaysRunResultFilter
{
    private static readonly string[] OfPages = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Safe = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options];

    public void Apply(ActionModel action)
    {
        var methods = action.Attributes.Concat(action.Controller.Attributes).OfType<RepresentationsAttribute>().Any() ? Safe : OfPages;
        foreach (var selector in action.Selectors)
        {
            if (selector.ActionConstraints.OfType<HttpMethodActionConstraint>().SingleOrDefault() is not { } constraint
                || !constraint.HttpMethods.SequenceEqual([HttpMethods.Get]))
                continue;
            selector.ActionConstraints.Remove(constraint);
            selector.ActionConstraints.Add(new HttpMethodActionConstraint(methods));
            foreach (var metadata in selector.EndpointMetadata.OfType<IHttpMethodMetadata>().ToList())
                selector.EndpointMetadata.Remove(metadata);
            selector.EndpointMetadata.Add(new HttpMethodMetadata(methods));
        }
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (!HttpMethods.IsOptions(context.HttpContext.Request.Method))
            return;
        context.Result = context.Result switch
        {
            IDocumentResult { Document: var document } =>
                new AllowResult([.. Safe, .. Offered(document).Intersect(RoutedMethods(context.HttpContext))]),
            // Schemas, the OpenAPI document and pages are read-only.
            FileContentResult or RedirectResult or IStatusCodeActionResult { StatusCode: StatusCodes.Status200OK } => new AllowResult(Safe),
            var refusal => refusal,
        };
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    /// <summary>Returns the methods of those forms that are sent to the document's own address.</summary>
    private static IEnumerable<string> Offered(Resource document) =>
        from template in document.Templates() where Path(template.Target) == Path(document.Self) select template.Method;

    private static string Path(string href) => href.Split('?')[0];

    /// <summary>Returns the methods of this route: an alias of the document, such as "me", can be read-only.</summary>
    private static IEnumerable<string> RoutedMethods(HttpContext http)
    {
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        return http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText == pattern)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []);
    }
}

/// <summary>204 with the methods that the caller may use on this address now (RFC 9110, section 9.3.7).</summary>
public sealed class AllowResult(params IReadOnlyList<string> methods) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = string.Join(", ", methods);
        return Task.CompletedTask;
    }
}
