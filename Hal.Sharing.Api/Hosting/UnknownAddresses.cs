namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Responds for addresses without an endpoint before authentication, because there is nothing to protect. Below the entry point of the API,
/// 401 has precedence (contract, section 4).
/// </summary>
internal static class UnknownAddresses
{
    public static void UseUnknownAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var (path, pathBase) = (context.Request.Path, context.Request.PathBase);
        if (path.StartsWithSegments(Hrefs.Root, StringComparison.OrdinalIgnoreCase))
            return next(context);
        return context.GetEndpoint() switch
        {
            null when path == "/health" =>
                ProblemResult.NotFound($"Health checks are at {pathBase}/health/live and {pathBase}/health/ready.").WriteAsync(context),
            null => NotFound(context),
            RouteEndpoint => next(context),
            // Routing creates it for a method that the address does not support. It returns 405 and the supported methods.
            var methodNotAllowed => methodNotAllowed.RequestDelegate!(context),
        };
    });

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
