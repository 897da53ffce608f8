using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Limits;
using Hal.Sharing.Data.Connections;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Searches;

/// <summary>Limits an action that can search: a caller with too many searches in progress gets 429.</summary>
/// <param name="parameter">The name of the query parameter with the text to find.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SearchAttribute(string parameter = "q") : Attribute, IAsyncActionFilter
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public string Parameter { get; } = parameter;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (string.IsNullOrEmpty(http.Request.Query[Parameter]) || CallerIdentity.CallerOf(http.User) is not { } caller)
        {
            await next();
            return;
        }
        var slots = http.RequestServices.GetRequiredService<SearchSlots>();
        using var lease = slots.Begin(CallerIdentity.LimitKey(caller));
        if (lease.IsAcquired)
        {
            // A search can take seconds, and has a limit of its own.
            using var parking = http.RequestServices.GetRequiredService<WorkSlots>().Park();
            await next();
        }
        else
            context.Result = ProblemResult.TooManyRequests(RetryAfter, Detail(slots.PerCaller)) with { Reason = "searches" };
    }

    private static string Detail(int count) =>
        $"You have {count} search{(count == 1 ? "" : "es")} in progress, which is the limit; wait until one ends, then search again.";
}
