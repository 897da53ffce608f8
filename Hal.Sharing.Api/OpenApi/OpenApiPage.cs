namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Serves a page at <c>/openapi</c> to read the OpenAPI document and try requests: Swagger UI from its package, in a page
/// (wwwroot/openapi) that corrects its contrasts and labels.
/// </summary>
public static class OpenApiPage
{
    private const string Path = "openapi";

    /// <summary>
    /// Scripts and styles are files. The images in the style sheet of the package are data. Requests go to this server only.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the page, which needs no token. It comes before other static files, whose headers do not fit it.</summary>
    public static void UseOpenApiPage(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments($"/{Path}") && context.GetEndpoint() is null, page =>
        {
            page.Use((context, next) =>
            {
                context.Response.OnStarting(ProtectAsync, context.Response);
                return next(context);
            });
            page.UseSwaggerUI(options =>
            {
                options.RoutePrefix = Path;
                options.IndexStream = app.Environment.WebRootFileProvider.GetFileInfo($"{Path}/index.html").CreateReadStream;
            });
        });

    private static Task ProtectAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }
}
