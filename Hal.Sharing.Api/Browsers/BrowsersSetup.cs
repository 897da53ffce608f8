using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace Hal.Sharing.Api.Browsers;

/// <summary>Serves HAL browsers other than the console, each at /browsers/{name}/.</summary>
public static class BrowsersSetup
{
    private const string Root = "/browsers";

    // Older browsers need scripts and styles within their pages, and compile templates. Nothing may come from other origins.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; " +
        "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] StartPages = ["index.html", "browser.html"];

    /// <summary>Reads the configuration before anything is started, so that a fault is reported immediately.</summary>
    public static void AddBrowsers(this WebApplicationBuilder builder)
    {
        foreach (var browser in HostedBrowser.ReadAll(builder.Configuration, builder.Environment.ContentRootPath))
            builder.Services.AddSingleton(browser);
    }

    public static void UseBrowsers(this WebApplication app) =>
        app.Map(Root, branch =>
        {
            foreach (var browser in app.Services.GetServices<HostedBrowser>())
                branch.UseFileServer(Serve(browser));
            // No other address is below this one.
            branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });

    private static FileServerOptions Serve(HostedBrowser browser)
    {
        // The filter excludes hidden files and names that begin with a dot.
        var options = new FileServerOptions
        {
            RequestPath = $"/{browser.Name}",
            FileProvider = new PhysicalFileProvider(browser.Folder, ExclusionFilters.Sensitive),
            EnableDirectoryBrowsing = false,
        };
        options.DefaultFilesOptions.DefaultFileNames.Clear();
        foreach (var page in StartPages)
            options.DefaultFilesOptions.DefaultFileNames.Add(page);
        options.StaticFileOptions.OnPrepareResponse = file => AddHeaders(file.Context.Response.Headers);
        return options;
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
    }
}
