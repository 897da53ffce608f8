namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Answers for addresses without an endpoint before a caller is asked for: there is nothing to protect. Below the entry point of the
/// API, 401 comes first (contract, section 4).
/// </summary>
internal static class UnknownAddresses
{
    public static void UseUnknownAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(Hrefs.Root, StringComparison.OrdinalIgnoreCase))
            return next(context);
        return context.GetEndpoint() switch
        {
            null when path == "/health" => ProblemResult.NotFound($"Health checks are at {context.Request.PathBase}/health/live and {context.Request.PathBase}/health/ready.").WriteAsync(context),
            null => NotFound(context),
            RouteEndpoint => next(context),
            // Made by routing for a method that the address does not have: it answers 405 and knows the others.
            var methodNotAllowed => methodNotAllowed.RequestDelegate!(context),
        };
    });

    // What it says is decided where every other bare status is explained.
    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
