using System.Diagnostics;
using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// One line per request, without query and credentials. What requests without an account add to the log does not depend on their
/// number: they are logged at the level Debug only. Health checks are not logged.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILoggerFactory loggers, TimeProvider time)
{
    public const string Category = "Hal.Sharing.Requests";

    private const int LongestPath = 200;
    private const int LongestMethod = 20;

    private static readonly Action<ILogger, string, string, string, int, double, string, Exception?> OfCaller = Define(LogLevel.Information);
    private static readonly Action<ILogger, string, string, string, int, double, string, Exception?> OfNoCaller = Define(LogLevel.Debug);

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
            // A response that failed after it had started has its line, too.
            Write(http, began);
        }
    }

    private void Write(HttpContext http, long began)
    {
        var caller = KnownCaller(http);
        if (!_logger.IsEnabled(caller is null ? LogLevel.Debug : LogLevel.Information) || HealthEndpoints.IsHealthCheck(http.Request.Path))
            return;
        var log = caller is null ? OfNoCaller : OfCaller;
        log(_logger, Name(caller), Shorten(http.Request.Method, LongestMethod), Path(http.Request), http.Response.StatusCode,
            Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1), Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier, null);
    }

    // A token can be well signed and its user unknown: only a statement that has looked the user up makes the caller known. If the
    // database cannot answer, the token must do, so that the log shows whose requests fail.
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
    private static string Path(HttpRequest request) => Shorten(request.PathBase.ToUriComponent() + request.Path.ToUriComponent(), LongestPath);

    private static string Shorten(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length)}…";

    private static Action<ILogger, string, string, string, int, double, string, Exception?> Define(LogLevel level) =>
        LoggerMessage.Define<string, string, string, int, double, string>(level, new EventId(1, "Request"), "{Caller} {Method} {Path} {Status} {Duration} ms, trace {TraceId}");
}
