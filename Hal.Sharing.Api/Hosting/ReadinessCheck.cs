using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Decides whether this server should get requests: not while it drains, and not without its database. Says why not, and what does not work
/// although it should get requests.
/// </summary>
internal sealed class ReadinessCheck(Draining draining, DatabaseStatus database, ProviderKeys keys) : IHealthCheck
{
    public const string NoDatabase = "no database";

    /// <summary>The name of the reasons in the result.</summary>
    public const string Reasons = "reasons";

    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (draining.HasStarted)
            return HealthCheckResult.Unhealthy("draining", data: With(["The server is stopping."]));
        var answer = await database.AskAsync(DatabaseLimit, cancellationToken);
        return Fault(answer) is { } fault
            ? HealthCheckResult.Unhealthy(NoDatabase, data: With([fault]))
            : HealthCheckResult.Healthy("ready", With(Degradations()));
    }

    private static Dictionary<string, object> With(IEnumerable<string> reasons) => new() { [Reasons] = reasons.ToArray() };

    // Anyone can read them: categories, without names of hosts and messages.
    private static string? Fault(DatabaseAnswer answer) => answer switch
    {
        DatabaseAnswer.Ready => null,
        DatabaseAnswer.Unreachable => "PostgreSQL cannot be reached.",
        DatabaseAnswer.TooSlow => $"PostgreSQL does not answer within {DatabaseLimit.TotalSeconds} s.",
        DatabaseAnswer.NoPrimary => "No host is the primary.",
        DatabaseAnswer.TooManyConnections => "PostgreSQL has no connection left.",
        DatabaseAnswer.StartingOrStopping => "PostgreSQL is starting or stopping.",
        DatabaseAnswer.AccessDenied => "PostgreSQL refuses the role or the database of this server.",
        DatabaseAnswer.Unusable => "PostgreSQL cannot be used.",
    };

    private IEnumerable<string> Degradations()
    {
        if (database.AreReadsSuspended)
            yield return "Reads are suspended for some seconds: PostgreSQL fails.";
        if (database.AreWritesSuspended)
            yield return "Writes are suspended for some seconds: PostgreSQL fails.";
        if (keys.AreMissing)
            yield return "The provider's keys were not fetched yet.";
    }
}
