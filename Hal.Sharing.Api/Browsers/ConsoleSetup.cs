using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Browsers;

/// <summary>Serves wwwroot, most of which is the console at /, with the security headers of its pages.</summary>
public static class ConsoleSetup
{
    // Trusted types: a browser that supports them refuses to make markup or scripts from text.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly Representation[] Front = [new("text/html"), new(MediaTypes.Hal), new(MediaTypes.HalForms)];

    public static IServiceCollection AddConsole(this IServiceCollection services) =>
        services.AddResponseCompression(compression =>
        {
            // Only public files are compressed, so the length of a response reveals no secret.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
        });

    public static void UseConsole(this WebApplication app)
    {
        app.UseWhen(context => IsFile(context.Request.Path), files => files.UseResponseCompression());
        app.Use(RedirectHalClientsAsync);
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => AddHeaders(file.Context.Response.Headers) });
    }

    /// <summary>Redirects HAL clients from /, which is a page for users, to the entry point of the API.</summary>
    private static Task RedirectHalClientsAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path != "/" || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return next(context);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (Negotiation.Choose(request.Headers.Accept, Front) is null or { MediaType: "text/html" })
            return next(context);
        context.Response.Redirect(request.PathBase.ToUriComponent() + Hrefs.Root);
        return Task.CompletedTask;
    }

    private static bool IsFile(PathString path) =>
        path == "/" || path == "/index.html" || path == "/pages.css" || path.StartsWithSegments("/console");

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // Browsers revalidate each time and get 304, so that an update is visible immediately.
        headers.CacheControl = "no-cache";
    }
}
