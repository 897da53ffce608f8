using Hal.Sharing.Api.Limits;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Refuses requests at once while as many are in progress as the server can serve in a short time: otherwise all would wait, and their
/// clients give up and repeat them. Health checks always pass.
/// </summary>
internal sealed class LoadShedding(RequestDelegate next, LimitOptions options, RequestsInProgress requests)
{
    private static readonly ProblemResult Refusal = ProblemResult.Unavailable(TimeSpan.FromSeconds(1)) with
    {
        Detail = "The server has as many requests as it can serve, and nothing was changed; send the request again later.",
        Reason = "overload",
    };

    private readonly int _most = options.Enabled ? options.RequestsInProgress : int.MaxValue;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!requests.TryBegin(HealthEndpoints.IsHealthCheck(http.Request.Path) ? int.MaxValue : _most))
        {
            await Refusal.WriteAsync(http);
            return;
        }
        try
        {
            await next(http);
        }
        finally
        {
            requests.End();
        }
    }
}
