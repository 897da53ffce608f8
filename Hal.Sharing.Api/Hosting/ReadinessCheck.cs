using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Decides whether this server should get requests: not while it drains, and not without its database.</summary>
internal sealed class ReadinessCheck(Draining draining, NpgsqlDataSource dataSource, TimeProvider clock) : IHealthCheck
{
    public const string NoDatabase = "no database";

    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (draining.HasStarted)
            return HealthCheckResult.Unhealthy("draining");
        using var deadline = new CancellationTokenSource(DatabaseLimit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy("ready");
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(NoDatabase);
        }
    }
}
