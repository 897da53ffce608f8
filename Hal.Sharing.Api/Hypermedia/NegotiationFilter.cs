using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Negotiates after authorization and before anything of the request is read, and refuses with 406.</summary>
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
                $"'{Truncate.Text(accept.ToString())}' is not offered here; accept {string.Join(" or ", representations.MediaTypes)}.");
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
