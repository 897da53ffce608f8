using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Refuses requests within milliseconds if the server has more than it can serve: otherwise all would wait, and their clients give up and
/// repeat them. Health checks always pass.
/// </summary>
internal sealed class LoadShedding(RequestDelegate next, WorkSlots slots)
{
    private static readonly ProblemResult Refusal = ProblemResult.Unavailable(TimeSpan.FromSeconds(1)) with
    {
        Detail = "The server has as many requests as it can serve, and nothing was changed; send the request again later.",
        Reason = "overload",
    };

    public Task InvokeAsync(HttpContext http) => HealthEndpoints.IsHealthCheck(http.Request.Path) ? next(http) : WorkAsync(http);

    private async Task WorkAsync(HttpContext http)
    {
        if (!await slots.EnterAsync())
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
            slots.Leave();
        }
    }
}
