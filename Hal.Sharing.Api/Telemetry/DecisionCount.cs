using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Telemetry;
using Microsoft.AspNetCore.Diagnostics;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>Counts how requests to endpoints that require a caller ended, by their status.</summary>
public static class DecisionCount
{
    /// <summary>Must precede everything that can respond. Embedded documents are not counted: they are part of one response.</summary>
    public static void UseDecisionCount(this WebApplication app) => app.Use(
        (http, next) => SharingMeter.CountsDecisions ? CountAsync(http, next) : next(http));

    private static async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        var isFailed = true;
        try
        {
            await next(http);
            isFailed = false;
        }
        finally
        {
            // The handler of exceptions removes the endpoint.
            var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
            if (endpoint is RouteEndpoint && CallerEndpoint.WantsCaller(endpoint))
                SharingMeter.CountDecision(isFailed ? DecisionOutcome.Failed : Outcome(http.Response.StatusCode));
        }
    }

    private static string Outcome(int status) => status switch
    {
        < StatusCodes.Status400BadRequest => DecisionOutcome.Allowed,
        StatusCodes.Status401Unauthorized => DecisionOutcome.Unauthenticated,
        StatusCodes.Status403Forbidden => DecisionOutcome.Forbidden,
        StatusCodes.Status404NotFound => DecisionOutcome.NotFound,
        StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed => DecisionOutcome.Conflict,
        StatusCodes.Status429TooManyRequests => DecisionOutcome.Limited,
        < StatusCodes.Status500InternalServerError => DecisionOutcome.Invalid,
        _ => DecisionOutcome.Failed,
    };
}
