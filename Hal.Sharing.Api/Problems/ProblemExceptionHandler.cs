using System.Data.Common;
using Hal.Sharing.Data.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// The one place where exceptions become answers; what nobody expected is logged here, and nowhere shown.
/// (A cancellation because the client has gone never comes here: the framework's middleware drops it.)
/// </summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => StatusCodeProblems.Explain(httpContext, bad.StatusCode) with { Detail = Explain(bad) },
            CallerRefusedException refused => Explain(refused),
            DatabaseUnavailableException unavailable => ProblemResult.Unavailable(unavailable.RetryAfter),
            OutcomeUnknownException => ProblemResult.OutcomeUnknown(),
            _ when Failure.Classify(exception, Phase.Working) is FailureKind.Constraint => ProblemResult.Conflict(
                ProblemType.Conflict, "The request contradicts what another request changed at the same time; read the present state, then send it again."),
            _ => ProblemResult.Internal(),
        };
        if (problem.Type == ProblemType.Conflict)
            logger.LogWarning("{Method} {Path} was stopped twice by a constraint: {SqlState}", httpContext.Request.Method, httpContext.Request.Path, (exception as DbException)?.SqlState);
        if (problem.Type == ProblemType.Internal)
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);

        await problem.WriteAsync(httpContext);
        return true;
    }

    private static string Explain(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => "The request took too long to arrive; send it again.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this server accepts; send less.",
        _ => "The body ends early, or is not framed as HTTP requires; send it whole.",
    };

    private static ProblemResult Explain(CallerRefusedException refused)
    {
        var caller = refused.Caller;
        return refused.Refusal switch
        {
            CallerRefusal.Deleted => ProblemResult.InvalidToken(
                "the user does not exist any more", $"The user '{caller.Id}' does not exist any more."),
            CallerRefusal.NotManaged => ProblemResult.InvalidToken(
                "the user is not managed by the authorized party", $"'{caller.AuthorizedParty}' does not manage the user '{caller.Id}'; a token for him is good only as long as it does."),
            CallerRefusal.NotAuthorized => ProblemResult.InvalidToken(
                "the authorization was withdrawn", $"The user '{caller.Id}' does not let '{caller.AuthorizedParty}' act for the team '{caller.TeamId}' to this extent any more; get a new token."),
        };
    }
}
