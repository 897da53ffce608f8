using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Answers what model binding has refused, in place of the action.</summary>
internal sealed class RefusalFilter : IActionFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public void OnActionExecuting(ActionExecutingContext context) =>
        context.Result = context.HttpContext.Features.Get<Refusal>();

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}
