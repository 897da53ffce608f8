using System.Data.Common;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Telemetry;
using Microsoft.AspNetCore.Diagnostics;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// Turns exceptions into problems. Unexpected exceptions are logged here and never shown. Cancellations after a client disconnected do
/// not reach this handler: the framework's middleware drops them.
/// </summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger, TimeProvider clock) : IExceptionHandler
{
    private readonly LogRate _hints = new(clock);

    private const string BadFraming = "The body is incomplete, or its framing violates HTTP; send the whole body.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => StatusCodeProblems.Explain(httpContext, bad.StatusCode) with { Detail = Explain(bad) },
            // Kestrel's exception for a chunk whose size is no number of 32 bits.
            IOException { InnerException: OverflowException } => ProblemResult.Invalid(BadFraming),
            CallerRefusedException refused => Explain(refused),
            DatabaseUnavailableException unavailable => ProblemResult.Unavailable(unavailable.RetryAfter),
            OutcomeUnknownException => ProblemResult.OutcomeUnknown(),
            _ when Failure.Classify(exception, Phase.Working) is FailureKind.Constraint => ProblemResult.Conflict(
                ProblemType.Conflict,
                "The request contradicts a concurrent change. Read the current state, then send the request again."),
            _ => ProblemResult.Internal(),
        };
        Log(httpContext, exception, problem);

        await WriteAsync(httpContext, problem);
        return true;
    }

    // A failure of this handler, and what it was to handle, are logged with stack traces. Clients could cause that by disconnecting.
    private static async Task WriteAsync(HttpContext http, ProblemResult problem)
    {
        try
        {
            await problem.WriteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // No one reads the response.
        }
    }

    private void Log(HttpContext http, Exception exception, ProblemResult problem)
    {
        var (method, path, traceId) = (http.Request.Method, http.Request.Path, ProblemDocument.TraceId(http));
        if (problem.Type == ProblemType.Conflict)
        {
            logger.LogWarning(
                "{Method} {Path} violated a constraint twice: {SqlState}, trace {TraceId}",
                method, path, (exception as DbException)?.SqlState, traceId);
        }
        // Every request fails until the operator has changed the setting.
        if (exception is DatabaseUnavailableException { Hint: { } hint } && _hints.Count(hint) is > 0 and var count)
        {
            logger.LogError(
                "{Count} requests failed: {Hint}. The last: {Method} {Path}, trace {TraceId}", count, hint, method, path, traceId);
        }
        if (problem.Type == ProblemType.Internal)
            logger.LogError(exception, "{Method} {Path} failed, trace {TraceId}", method, path, traceId);
    }

    private static string Explain(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => "The request took too long to arrive; send it again.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this server accepts; send less.",
        _ => BadFraming,
    };

    private static ProblemResult Explain(CallerRefusedException refused)
    {
        var caller = refused.Caller;
        return refused.Refusal switch
        {
            CallerRefusal.Deleted => ProblemResult.InvalidToken(
                "the user does not exist any more", $"The user '{caller.Id}' was deleted; get a token for another user."),
            CallerRefusal.NotManaged => ProblemResult.InvalidToken(
                "the user is not managed by the authorized party",
                $"'{caller.AuthorizedParty}' does not manage the user '{caller.Id}'; the token is valid only while it does."),
            CallerRefusal.NotAuthorized => ProblemResult.InvalidToken(
                "the authorization was withdrawn",
                $"The user '{caller.Id}' no longer authorizes the team '{caller.TeamId}' with all scopes of this token; get a new token."),
        };
    }
}
