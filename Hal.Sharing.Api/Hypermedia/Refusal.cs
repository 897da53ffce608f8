namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// The response to a request that never reaches its action. <see cref="HalOptions.Problem"/> decides what it looks like.
/// </summary>
public sealed record Refusal(int Status, string Detail, params IReadOnlyList<Fault> Faults) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        if (Status == StatusCodes.Status415UnsupportedMediaType)
            context.HttpContext.Response.Headers.Accept = RequestBody.Accepted;
        return HalOptions.Of(context.HttpContext).Problem(this).ExecuteResultAsync(context);
    }
}
