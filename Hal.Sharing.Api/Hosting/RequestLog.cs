using Hal.Sharing.Api.Auth;
using LogEntry = System.Action<Microsoft.Extensions.Logging.ILogger, string, string, string, int, double, string, System.Exception?>;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Logs one line per write, and per request of a caller that the server failed to answer, without query and credentials. Other requests are
/// logged at the level Debug only: reads that succeed, because writing the line can take longer than the read, requests without an account,
/// and refused requests, which <see cref="RefusedRequests"/> counts instead. Health checks are not logged.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILoggerFactory loggers, RefusedRequests refused, TimeProvider time)
{
    public const string Category = "Hal.Sharing.Requests";

    private const int LongestPath = 200;
    private const int LongestMethod = 20;

    private static readonly LogEntry Notable = Define(LogLevel.Information);
    private static readonly LogEntry Ordinary = Define(LogLevel.Debug);

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            // A response that fails after its start is logged too.
            Write(http, began);
        }
    }

    private void Write(HttpContext http, long began)
    {
        if (HealthEndpoints.IsHealthCheck(http.Request.Path))
            return;
        var caller = KnownCaller(http);
        var reason = RefusedRequests.ReasonOf(http);
        if (reason is not null)
            refused.Count(reason, Name(caller), http);
        var isNotable = caller is not null && reason is null && !IsSuccessfulRead(http);
        if (!_logger.IsEnabled(isNotable ? LogLevel.Information : LogLevel.Debug))
            return;
        var log = isNotable ? Notable : Ordinary;
        var duration = Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1);
        var method = Shorten(http.Request.Method, LongestMethod);
        var traceId = ProblemDocument.TraceId(http);
        log(_logger, Name(caller), method, Path(http.Request, LongestPath), http.Response.StatusCode, duration, traceId, null);
    }

    private static bool IsSuccessfulRead(HttpContext http)
    {
        var method = http.Request.Method;
        return http.Response.StatusCode < StatusCodes.Status400BadRequest
            && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));
    }

    // The user of a valid token can be unknown. The caller is known only after a statement has looked the user up. If the database does not
    // respond, the token is enough, so that the log shows whose requests fail.
    private static Caller? KnownCaller(HttpContext http) =>
        CallerIdentity.CallerOf(http.User) is { } caller
            && (caller.IsClient || caller.IsConfirmed || http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            ? caller
            : null;

    private static string Name(Caller? caller) => caller switch
    {
        null => "-",
        { IsActedFor: true, AuthorizedParty: { } party } => $"{caller.Id} via {party}",
        _ => caller.Id,
    };

    // Percent-encoded: control characters cannot forge a line.
    internal static string Path(HttpRequest request, int length) =>
        Shorten(request.PathBase.ToUriComponent() + request.Path.ToUriComponent(), length);

    internal static string Shorten(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length)}…";

    private static LogEntry Define(LogLevel level) =>
        LoggerMessage.Define<string, string, string, int, double, string>(
            level, new EventId(1, "Request"), "{Caller} {Method} {Path} {Status} {Duration} ms, trace {TraceId}");
}
