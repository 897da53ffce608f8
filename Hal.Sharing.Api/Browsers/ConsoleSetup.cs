using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Browsers;

/// <summary>Serves wwwroot, of which the console at / is the largest part, with the headers that its pages live under.</summary>
public static class ConsoleSetup
{
    // Trusted types: a browser that knows them refuses every way to make markup or script out of text.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly Representation[] Front = [new("text/html"), new(MediaTypes.Hal), new(MediaTypes.HalForms)];

    public static IServiceCollection AddConsole(this IServiceCollection services) =>
        services.AddResponseCompression(compression =>
        {
            // Only files that everybody may have go through it, so there is no secret whose length could tell something.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
        });

    public static void UseConsole(this WebApplication app)
    {
        app.UseWhen(context => IsFile(context.Request.Path), files => files.UseResponseCompression());
        app.Use(LeadClientsToTheApiAsync);
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => AddHeaders(file.Context.Response.Headers) });
    }

    /// <summary>/ is a page for people; a client of HAL that begins there, as HAL browsers do, is sent to where the API begins.</summary>
    private static Task LeadClientsToTheApiAsync(HttpContext context, RequestDelegate next)
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

    private static bool IsFile(PathString path) => path == "/" || path == "/index.html" || path == "/pages.css" || path.StartsWithSegments("/console");

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // Asked for again each time, and answered 304: an update is there at once.
        headers.CacheControl = "no-cache";
    }
}
