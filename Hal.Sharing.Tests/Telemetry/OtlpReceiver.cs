using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>Takes what a server sends by OTLP over HTTP, and keeps it as it arrived.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly WebApplication _app;

    private OtlpReceiver(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            _received.Enqueue((http.Request.Path, body.ToArray()));
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/x-protobuf";
        });
    }

    /// <summary>The environment of a server that sends here, often.</summary>
    public string[] Settings =>
    [
        $"OTEL_EXPORTER_OTLP_ENDPOINT={_app.Urls.First()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BSP_SCHEDULE_DELAY=100", "OTEL_BLRP_SCHEDULE_DELAY=100",
    ];

    public IReadOnlyCollection<byte[]> Bodies => [.. _received.Select(received => received.Body)];

    public IReadOnlyList<SpanLine> Spans => [.. Of("/v1/traces").SelectMany(OtlpMessages.Spans)];

    public IReadOnlyList<LogRecord> Logs => [.. Of("/v1/logs").SelectMany(OtlpMessages.Logs)];

    /// <summary>Every point of every export: counters are cumulative.</summary>
    public IReadOnlyList<MetricPoint> Metrics => [.. Of("/v1/metrics").SelectMany(OtlpMessages.Metrics)];

    public static async Task<OtlpReceiver> StartAsync(int status = StatusCodes.Status200OK)
    {
        var receiver = new OtlpReceiver(status);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Returns the first value that arrives; throws what has arrived after a minute.</summary>
    public async Task<T> FirstAsync<T>(Func<OtlpReceiver, IEnumerable<T>> find)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested)
        {
            if (find(this).FirstOrDefault() is { } found)
                return found;
            await Task.Delay(50, CancellationToken.None);
        }
        var names = Metrics.Select(point => point.Name).Distinct();
        throw new TimeoutException($"Not among {string.Join('\n', Spans)}\n{string.Join('\n', Logs)}\n{string.Join(' ', names)}");
    }

    /// <summary>Returns the first point with at least this value and with these tags.</summary>
    public Task<MetricPoint> ArrivesAsync(string name, double least, params (string Name, string Value)[] tags) =>
        FirstAsync(arrived => arrived.Metrics.Where(point => point.Name == name && point.Value >= least
            && tags.All(tag => point.Tags.GetValueOrDefault(tag.Name) == tag.Value)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<byte[]> Of(string path) => _received.Where(received => received.Path == path).Select(received => received.Body);
}
