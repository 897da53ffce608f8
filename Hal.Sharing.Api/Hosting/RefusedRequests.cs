using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Counts refused requests by reason, and logs how many there were, with the last one as an example: at most one line per second and
/// reason, and one for many requests. So no client, with or without an account, can fill the log.
/// </summary>
internal sealed class RefusedRequests(ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>A line has at most 600 bytes, also as JSON, and so fewer than 20 for each refused request.</summary>
    private const int LeastForLine = 32;

    private const int LongestCaller = 40;
    private const int LongestMethod = 10;
    private const int LongestPath = 60;

    private readonly ILogger _logger = loggers.CreateLogger(RequestLog.Category);
    private readonly LogRate _rate = new(clock, LeastForLine);

    /// <summary>
    /// Returns why the request was refused: the name of a problem type or a limit. Returns null if it was not, or if the server failed.
    /// </summary>
    public static string? ReasonOf(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status < StatusCodes.Status400BadRequest)
            return null;
        var problem = http.Features.Get<ProblemResult>();
        var type = problem?.Type ?? ProblemType.ForStatus(status);
        return type == ProblemType.Internal || type == ProblemType.OutcomeUnknown ? null : problem?.Reason ?? type.Name;
    }

    /// <param name="reason">See <see cref="ReasonOf"/>.</param>
    /// <param name="caller">The name of the caller in the log.</param>
    /// <param name="http">The refused request.</param>
    public void Count(string reason, string caller, HttpContext http)
    {
        SharingMeter.CountRefused(reason);
        if (_rate.Count(reason) is not (> 0 and var count) || !_logger.IsEnabled(LogLevel.Information))
            return;
        _logger.LogInformation(
            new EventId(2, "Refused"),
            "{Count} requests refused: {Reason}. The last: {Caller} {Method} {Path} {Status}, trace {TraceId}",
            count, reason, RequestLog.Shorten(caller, LongestCaller), RequestLog.Shorten(http.Request.Method, LongestMethod),
            RequestLog.Path(http.Request, LongestPath), http.Response.StatusCode, ProblemDocument.TraceId(http));
    }
}
