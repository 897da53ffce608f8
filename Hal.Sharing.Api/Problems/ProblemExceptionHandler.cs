using Hal.Sharing.Data.Access;
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
            BadHttpRequestException bad => BareStatus.Explain(httpContext, bad.StatusCode) with { Detail = bad.Message },
            CallerGoneException gone => ProblemResult.InvalidToken("the user does not exist any more", gone.Message),
            _ => ProblemResult.Internal(),
        };
        if (problem.Type == ProblemType.Internal)
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);

        await problem.WriteAsync(httpContext);
        return true;
    }
}
