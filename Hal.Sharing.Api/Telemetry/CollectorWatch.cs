using System.Diagnostics.Tracing;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>Logs that telemetry does not arrive: one line in five minutes, because the exporter tries again every few seconds.</summary>
internal sealed class CollectorWatch(
    TelemetrySettings settings, TimeProvider clock, ILogger<CollectorWatch> logger) : IHostedService, IDisposable
{
    public const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly Lock _reporting = new();
    private Listener? _listener;
    private long? _reported;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new Listener(Report);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener?.Dispose();

    private void Report(string? name)
    {
        lock (_reporting)
        {
            if (_reported is { } before && clock.GetElapsedTime(before) < Pause)
                return;
            _reported = clock.GetTimestamp();
        }
        logger.LogWarning("Telemetry is lost, because {Collector} does not accept it: {Event}", settings.Collector, name);
    }

    private sealed class Listener(Action<string?> report) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Source)
                EnableEvents(eventSource, EventLevel.Warning);
        }

        // The first events come while the base class is constructed. The text of an event can have the address with its path.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) => report?.Invoke(eventData.EventName);
    }
}
