using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hal.Sharing.Api.Hosting;

/// <summary>The health checks for an orchestrator: liveness, which never depends on the database, and readiness.</summary>
public static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    private static readonly string[] Unknown = ["The check failed."];

    public static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHealthChecks().AddCheck<ReadinessCheck>("ready");
        services.AddSingleton<ListenSockets>();
        services.AddOptions<SocketTransportOptions>()
            .Configure<ListenSockets>((transport, sockets) => transport.CreateBoundListenSocket = sockets.Create);
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<Draining>((host, draining) => host.ShutdownTimeout = draining.TimeLimit);
    }

    /// <summary>Returns whether the address is one that an orchestrator requests every few seconds.</summary>
    public static bool IsHealthCheck(PathString path) => path == Live || path == Ready;

    public static void MapHealth(this WebApplication app)
    {
        Map(app, Live, check => false);
        Map(app, Ready, check => true);
    }

    private static void Map(WebApplication app, string path, Func<HealthCheckRegistration, bool> predicate) =>
        app.MapHealthChecks(path, new() { Predicate = predicate, ResponseWriter = WriteAsync, AllowCachingResponses = true })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
            .AllowAnonymous();

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (report.Entries.Count == 0)
            return http.Response.WriteAsJsonAsync(new { status = "live" });
        var check = report.Entries.Values.Single();
        // The framework describes a check that throws by its exception's message, which clients must not see.
        return check.Exception is null
            ? http.Response.WriteAsJsonAsync(new { status = check.Description, reasons = check.Data[ReadinessCheck.Reasons] })
            : http.Response.WriteAsJsonAsync(new { status = ReadinessCheck.NoDatabase, reasons = Unknown });
    }
}
