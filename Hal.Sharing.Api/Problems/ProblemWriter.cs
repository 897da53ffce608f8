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
        if (details is HttpValidationProblemDetails { Errors: var errors })
            problem = problem with { Errors = [.. Flatten(errors)] };
        return new ValueTask(problem.WriteAsync(http));
    }

    private static IEnumerable<ProblemError> Flatten(IDictionary<string, string[]> errors) =>
        from error in errors
        from detail in error.Value
        select new ProblemError(error.Key, null, detail);
}
