using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Data.Telemetry;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>
/// Sends traces, metrics and logs by OTLP if an endpoint is configured. Otherwise, nothing of OpenTelemetry runs. The standard
/// variables (<c>OTEL_…</c>) work, from the environment and from the configuration.
/// </summary>
public static class TelemetrySetup
{
    // Each statement would add to five of them.
    private const string StatementDetails = "db.client.operation.npgsql.*";

    // The framework has more, such as for routing and authorization, which each request would pay for.
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", SharingMeter.Name];

    /// <exception cref="StartupException">A setting cannot be read.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (TelemetrySettings.Read(builder.Configuration) is { } settings)
            Add(builder, settings);
    }

    private static void Add(WebApplicationBuilder builder, TelemetrySettings settings)
    {
        TelemetrySettings.AddTo(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddHostedService<ServerInstruments>();
        builder.Services.AddHostedService<CollectorWatch>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests =>
                {
                    requests.RecordException = false;
                    requests.Filter = static http => !HealthEndpoints.IsHealthCheck(http.Request.Path);
                })
                .AddNpgsql()
                .AddProcessor(new SpanFilter()))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddRuntimeInstrumentation()
                .AddView(StatementDetails, MetricStreamConfiguration.Drop))
            .WithLogging(null, logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = false;
            })
            .UseOtlpExporter();
    }

    // The environment comes last, so that it can replace the name and the version.
    private static void Describe(ResourceBuilder resource) => resource
        .AddService(TelemetrySettings.ServiceName, serviceVersion: TelemetrySettings.ServiceVersion)
        .AddEnvironmentVariableDetector();
}
