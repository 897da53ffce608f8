namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// A page to read the OpenAPI document and try requests, at <c>/openapi</c>: Swagger UI, from its package and nowhere else, in a page of
/// our own (wwwroot/openapi) that mends its contrasts and its labels.
/// </summary>
public static class OpenApiPage
{
    private const string Path = "openapi";

    /// <summary>
    /// Scripts and styles are files; the pictures in the package's style sheet are data. Its requests go to this server alone.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Needs no caller, as the document does. Comes before other files, whose headers are not for it.</summary>
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
