using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Passes the request's document to its action, or refuses the request. It is the first of the action filters.</summary>
internal sealed class DocumentFilter<T>(string parameter, bool optional, int maxLength) : IAsyncActionFilter, IOrderedFilter
    where T : IRequestDocument<T>
{
    public int Order => int.MinValue;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var (document, refusal) = await Document.ReadAsync<T>(context.HttpContext.Request, optional, maxLength);
        context.ActionArguments[parameter] = document;
        context.Result = refusal;
        if (refusal is null)
            await next();
    }
}
