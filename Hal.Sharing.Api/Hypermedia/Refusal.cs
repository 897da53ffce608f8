namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Answers a request that never reaches its action. What problems look like is for the application to say:
/// its <see cref="IProblemDetailsService"/> writes them, faults as <see cref="HttpValidationProblemDetails"/> by pointer.
/// </summary>
internal sealed class Refusal(int status, string detail, IReadOnlyList<Fault>? faults = null) : IActionResult
{
    public int Status => status;

    public string Detail => detail;

    public IReadOnlyList<Fault> Faults { get; } = faults ?? [];

    public static Refusal Of(FaultList list) => new(StatusCodes.Status400BadRequest, Describe(list), list.Faults);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status415UnsupportedMediaType)
            http.Response.Headers.Accept = RequestBody.Accepted;
        await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(
            new ProblemDetailsContext { HttpContext = http, ProblemDetails = Describe() });
    }

    private static string Describe(FaultList list) => list switch
    {
        { HasMore: true } => $"The request body has more than {FaultList.Limit} faults; 'errors' lists the first {FaultList.Limit}.",
        { Faults: [var only] } => only.Detail,
        _ => $"The request body has {list.Faults.Count} faults; 'errors' lists them.",
    };

    private ProblemDetails Describe()
    {
        if (Faults.Count == 0)
            return new ProblemDetails { Status = status, Detail = detail };

        var errors = Faults.GroupBy(fault => fault.Pointer, fault => fault.Detail)
            .ToDictionary(group => group.Key, group => group.ToArray());
        return new HttpValidationProblemDetails(errors) { Status = status, Detail = detail, Title = null };
    }
}
