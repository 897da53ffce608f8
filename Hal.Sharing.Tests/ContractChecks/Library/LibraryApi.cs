using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>
/// A HAL API that has nothing in common with this project's, on a real port: other relations, profiles, pages, IDs and rights, and its own
/// way to write HAL. A test can change what it sends. The folder <c>Lending</c> has another one, for what checks
/// find; this one is for how they read and report.
/// </summary>
public sealed class LibraryApi : IAsyncDisposable
{
    private const string Prefix = "Bearer ";

    // In the order of preference.
    private static readonly string[] MediaTypes = ["application/prs.hal-forms+json", "application/hal+json", "application/json"];

    private readonly WebApplication _app;
    private readonly LibraryData _data;
    private readonly Action<LibraryResponse> _mutate;
    private readonly ConcurrentQueue<(string Method, string Path, string Accept)> _requests = [];
    private int _concurrent;
    private int _mostConcurrent;

    private LibraryApi(WebApplication app, LibraryData data, Action<LibraryResponse> mutate) =>
        (_app, _data, _mutate) = (app, data, mutate);

    public Uri Entry => new(_app.Urls.First());

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<(string Method, string Path, string Accept)> Requests => _requests;

    /// <summary>How long each response takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The most requests that were there at the same time.</summary>
    public int MostConcurrent => _mostConcurrent;

    public static async Task<LibraryApi> StartAsync(LibraryData data, Action<LibraryResponse>? mutation = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        var app = builder.Build();
        var library = new LibraryApi(app, data, mutation ?? (_ => { }));
        app.Run(library.CountAsync);
        await app.StartAsync();
        return library;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CountAsync(HttpContext http)
    {
        _requests.Enqueue((http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Request.Headers.Accept.ToString()));
        var concurrent = Interlocked.Increment(ref _concurrent);
        for (var most = _mostConcurrent; concurrent > most; most = _mostConcurrent)
            Interlocked.CompareExchange(ref _mostConcurrent, concurrent, most);
        await Task.Delay(Latency);
        await RespondAsync(http);
        Interlocked.Decrement(ref _concurrent);
    }

    private Task RespondAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var user = authorization.StartsWith(Prefix, StringComparison.Ordinal) ? authorization[Prefix.Length..] : "guest";
        switch (http.Request.Path.Value)
        {
            case "/catalog":
                http.Response.Redirect("/books");
                return Task.CompletedTask;
            case "/terms":
                http.Response.ContentType = "text/html";
                return http.Response.WriteAsync("Bring books back.");
            case "/film":
                return WriteForeverAsync(http);
            case "/surrogate":
                http.Response.ContentType = MediaTypes[1];
                return http.Response.WriteAsync("""{"_links": {}, "name": "\ud800"}""");
            case var path when new LibraryDocuments(_data, user).Find(path!, http.Request.Query) is { } response:
                _mutate(response);
                return WriteAsync(http, response);
            default:
                http.Response.StatusCode = 404;
                return Task.CompletedTask;
        }
    }

    private static async Task WriteForeverAsync(HttpContext http)
    {
        http.Response.ContentType = "video/mp4";
        while (!http.RequestAborted.IsCancellationRequested)
            await http.Response.Body.WriteAsync(new byte[1 << 16]);
    }

    private static Task WriteAsync(HttpContext http, LibraryResponse response)
    {
        var accepted = http.Request.Headers.Accept.ToString();
        var mediaType = MediaTypes.FirstOrDefault(
            type => response.MediaTypes.Contains(type) && accepted.Contains(type, StringComparison.Ordinal));
        http.Response.Headers.Allow = string.Join(", ", response.Methods);
        if (response.Status == 429)
            http.Response.Headers.RetryAfter = "0";
        http.Response.StatusCode = response.Status != 200 ? response.Status
            // The branch does not implement OPTIONS.
            : HttpMethods.IsOptions(http.Request.Method) ? (response.Kind == "branch" ? 405 : 204)
            : !HttpMethods.IsGet(http.Request.Method) ? 405
            : mediaType is null ? 406
            : 200;
        if (http.Response.StatusCode != 200)
            return Task.CompletedTask;
        if (mediaType != MediaTypes[0])
            response.Document.Remove("_templates");
        http.Response.ContentType = mediaType;
        return http.Response.WriteAsync(response.Document.ToJsonString());
    }
}
