using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Limits;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Refuses requests at once while as many are in progress as the server can serve in a short time: otherwise all would wait, and their
/// clients give up and repeat them. Health checks always pass. Requests that wait for a write, or for the keys of the provider, do not
/// count, because waiting costs nothing.
/// </summary>
internal sealed class LoadShedding(RequestDelegate next, LimitOptions options, WriteQueues queues, ProviderKeys keys)
{
    private static readonly ProblemResult Refusal = ProblemResult.Unavailable(TimeSpan.FromSeconds(1)) with
    {
        Detail = "The server has as many requests as it can serve, and nothing was changed; send the request again later.",
        Reason = "overload",
    };

    private readonly int _most = options.Enabled ? options.RequestsInProgress : int.MaxValue;
    private int _inProgress;

    public async Task InvokeAsync(HttpContext http)
    {
        if (Interlocked.Increment(ref _inProgress) - queues.Waiting - keys.Waiting > _most
            && !HealthEndpoints.IsHealthCheck(http.Request.Path))
        {
            Interlocked.Decrement(ref _inProgress);
            await Refusal.WriteAsync(http);
            return;
        }
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _inProgress);
        }
    }
}
