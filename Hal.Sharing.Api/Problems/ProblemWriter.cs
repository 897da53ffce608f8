namespace Hal.Sharing.Api.Problems;

/// <summary>Writes the <c>ProblemDetails</c> of the framework in the format of all other problems.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = StatusCodeProblems.Explain(http, context.ProblemDetails.Status ?? http.Response.StatusCode);
        return new ValueTask(problem.WriteAsync(http));
    }
}
