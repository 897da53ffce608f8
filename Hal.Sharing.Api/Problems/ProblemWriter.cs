namespace Hal.Sharing.Api.Problems;

/// <summary>Gives what the framework and other folders report as <c>ProblemDetails</c> the form of every other problem.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, details) = (context.HttpContext, context.ProblemDetails);
        var problem = StatusCodeProblems.Explain(http, details.Status ?? http.Response.StatusCode);
        if (details.Detail is not null)
            problem = problem with { Detail = details.Detail };
        return new ValueTask(problem.WriteAsync(http));
    }
}
