using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Negotiates the representation after authorization and before the body is read; refuses with 406 if there is none.</summary>
internal sealed class NegotiationFilter : IResourceFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<RepresentationsAttribute>() is not { } representations)
            return;

        var accept = http.Request.Headers.Accept;
        if (Negotiation.Choose(accept, representations.Offered) is { } chosen)
            http.Features.Set(chosen);
        else
            context.Result = new Refusal(
                StatusCodes.Status406NotAcceptable,
                $"'{Truncate.Text(accept.ToString())}' is not available here; accept {string.Join(" or ", representations.MediaTypes)}.");
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
