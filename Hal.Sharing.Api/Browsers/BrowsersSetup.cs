using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace Hal.Sharing.Api.Browsers;

/// <summary>Room for other HAL browsers beside the console: each at /browsers/{name}/.</summary>
public static class BrowsersSetup
{
    private const string Root = "/browsers";

    // What browsers of their time need: scripts and styles within their pages, templates that are compiled. Still nothing from elsewhere.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] StartPages = ["index.html", "browser.html"];

    /// <summary>Before anything is started, so that a mistake is said at once.</summary>
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
            // Nothing else is below here, for nobody.
            branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });

    private static FileServerOptions Serve(HostedBrowser browser)
    {
        // The filter keeps hidden files and whatever begins with a dot to itself.
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
