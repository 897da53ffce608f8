using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Decides whether this server should get requests: not while it drains, and not without its database.</summary>
internal sealed class ReadinessCheck(Draining draining, Database database) : IHealthCheck
{
    public const string NoDatabase = "no database";

    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (draining.HasStarted)
            return HealthCheckResult.Unhealthy("draining");
        return await database.AnswersAsync(DatabaseLimit, cancellationToken)
            ? HealthCheckResult.Healthy("ready")
            : HealthCheckResult.Unhealthy(NoDatabase);
    }
}
