using System.Diagnostics;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Access;

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

    private readonly ILogger logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        await next(http);
        var caller = KnownCaller(http);
        if (!logger.IsEnabled(caller is null ? LogLevel.Debug : LogLevel.Information) || HealthEndpoints.IsHealthCheck(http.Request.Path))
            return;
        var log = caller is null ? OfNoCaller : OfCaller;
        log(logger, Name(caller), Shorten(http.Request.Method, LongestMethod), Path(http.Request), http.Response.StatusCode,
            Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1), Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier, null);
    }

    // A token can be well signed and its user unknown. Endpoints look that up and answer with 401; where there is no endpoint, nothing does.
    private static Caller? KnownCaller(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => null,
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed when http.GetEndpoint() is not RouteEndpoint => null,
        _ => CallerIdentity.CallerOf(http.User),
    };

    private static string Name(Caller? caller) => caller switch
    {
        null => "-",
        { IsActedFor: true, AuthorizedParty: { } party } => $"{caller.UserId} via {party}",
        _ => caller.UserId,
    };

    // Percent-encoded: control characters cannot forge a line.
    private static string Path(HttpRequest request) => Shorten(request.PathBase.ToUriComponent() + request.Path.ToUriComponent(), LongestPath);

    private static string Shorten(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length)}…";

    private static Action<ILogger, string, string, string, int, double, string, Exception?> Define(LogLevel level) =>
        LoggerMessage.Define<string, string, string, int, double, string>(level, new EventId(1, "Request"), "{Caller} {Method} {Path} {Status} {Duration} ms, trace {TraceId}");
}
