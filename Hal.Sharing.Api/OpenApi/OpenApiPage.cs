namespace Hal.Sharing.Api.OpenApi;

/// <summary>A page to read the OpenAPI document and try requests, at <c>/openapi</c>: Swagger UI, from its package and nowhere else.</summary>
public static class OpenApiPage
{
    private const string Path = "openapi";

    /// <summary>
    /// Scripts and styles are files of the package, but for the one style in its logo; the pictures in its style sheet are data. Its
    /// requests go to this server alone.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Needs no caller, as the document does.</summary>
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
                options.DocumentTitle = "Hal.Sharing: OpenAPI";
                options.SwaggerEndpoint("v1.json", "Hal.Sharing");
                options.EnableDeepLinking();
                options.DisplayRequestDuration();
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
