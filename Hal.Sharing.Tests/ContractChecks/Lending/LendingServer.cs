using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>
/// A lending library's HAL API on a real port, that shares nothing with the API of this project: its own writer, curie, profiles, IDs,
/// pages and rights. A mutation is a switch that changes one thing of it.
/// </summary>
public sealed class LendingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Holdings _holdings;
    private readonly LendingRoutes _routes;
    private readonly Mutation _mutation;

    private LendingServer(WebApplication app, Stock stock, Mutation mutation)
    {
        (_app, _holdings, _mutation) = (app, new Holdings(stock), mutation);
        _routes = new LendingRoutes(_holdings, mutation.Rights);
    }

    public Uri Entry => new(_app.Urls.First());

    public static async Task<LendingServer> StartAsync(Stock stock, Mutation mutation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        var app = builder.Build();
        var server = new LendingServer(app, stock, mutation);
        app.Run(server.RespondAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task RespondAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (Caller.Of(authorization.Length > 0 ? authorization : null, _holdings) is not { } caller)
            return EmptyAsync(http, 401);
        var path = http.Request.Path.Value!;
        _mutation.Redirects(_routes.Redirects(caller)).TryGetValue(path, out var target);
        if (target is not null)
        {
            http.Response.Headers.Location = target;
            return EmptyAsync(http, 303);
        }
        if (_routes.Page(path) is { } page)
            return WriteAsync(http, page.MediaType, page.Text);
        if (_routes.Find(path, http.Request.Query, caller) is not { } document)
            return EmptyAsync(http, 404);
        document.Origin = Entry.GetLeftPart(UriPartial.Authority);
        _mutation.Edit(document);
        return WriteAsync(http, document);
    }

    private static Task WriteAsync(HttpContext http, Representation document)
    {
        if (document.Status != 200)
            return EmptyAsync(http, document.Status);
        http.Response.Headers.Allow = string.Join(", ", document.Allow);
        if (HttpMethods.IsOptions(http.Request.Method))
            return EmptyAsync(http, document.HasOptions ? 204 : 405);
        if (!HttpMethods.IsGet(http.Request.Method))
            return EmptyAsync(http, 405);
        var accepted = http.Request.Headers.Accept.ToString();
        var mediaType = document.MediaTypes.Find(type => accepted.Contains(type, StringComparison.Ordinal));
        if (mediaType is null)
            return EmptyAsync(http, 406);
        if (mediaType != Representation.HalForms)
            document.Body.Remove("_templates");
        return WriteAsync(http, mediaType, document.Body.ToJsonString());
    }

    private static Task WriteAsync(HttpContext http, string mediaType, string text)
    {
        http.Response.ContentType = mediaType;
        return http.Response.WriteAsync(text);
    }

    private static Task EmptyAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
