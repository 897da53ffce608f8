using System.Globalization;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>A span that arrived.</summary>
internal sealed record SpanLine(
    string Source, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Tags, bool HasEvents)
{
    public string Tag(string name) => Tags.GetValueOrDefault(name, "");
}

/// <summary>One point of a metric that arrived. The value of a histogram is the number of its measurements.</summary>
/// <param name="Kind">histogram, gauge, sum or counter.</param>
internal sealed record MetricPoint(string Kind, string Name, string Unit, IReadOnlyDictionary<string, string> Tags, double Value);

/// <summary>A log record that arrived.</summary>
internal sealed record LogRecord(string Category, string TraceId, string Body, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads the messages of OTLP 1 by the numbers of their fields.</summary>
internal static class OtlpMessages
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    public static IEnumerable<SpanLine> Spans(byte[] body) =>
        from scope in Scopes(body)
        from span in scope.Messages(2)
        select new SpanLine(
            scope.Message(1).Text(1), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Tags(span, 9), span.Has(11));

    public static IEnumerable<LogRecord> Logs(byte[] body) =>
        from scope in Scopes(body)
        from record in scope.Messages(2)
        select new LogRecord(scope.Message(1).Text(1), record.Hex(9), Value(record.Message(5)), Tags(record, 6));

    public static IEnumerable<MetricPoint> Metrics(byte[] body) =>
        from scope in Scopes(body)
        from metric in scope.Messages(2)
        from kind in new[] { Gauge, Sum, Histogram }
        let data = metric.Message(kind)
        from point in data.Messages(1)
        select new MetricPoint(
            KindOf(kind, data), metric.Text(1), metric.Text(3), Tags(point, kind == Histogram ? 9 : 7), Amount(point, kind));

    /// <summary>Returns the attributes of the process that sent the body.</summary>
    public static IReadOnlyDictionary<string, string> Resource(byte[] body) =>
        Tags(WireMessage.Read(body).Messages(1).First().Message(1), 1);

    private static IEnumerable<WireMessage> Scopes(byte[] body) =>
        WireMessage.Read(body).Messages(1).SelectMany(resource => resource.Messages(2));

    private static string KindOf(int kind, WireMessage data) => kind switch
    {
        Histogram => "histogram",
        Gauge => "gauge",
        _ => data.Number(3) == 1 ? "counter" : "sum",
    };

    private static double Amount(WireMessage point, int kind) =>
        kind != Histogram && point.Has(6) ? (long)point.Number(6)
        : kind == Histogram ? point.Number(4)
        : BitConverter.UInt64BitsToDouble(point.Number(4));

    private static Dictionary<string, string> Tags(WireMessage message, int field) =>
        message.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)));

    private static string Value(WireMessage any) =>
        any.Has(3) ? ((long)any.Number(3)).ToString(CultureInfo.InvariantCulture)
        : any.Has(4) ? BitConverter.UInt64BitsToDouble(any.Number(4)).ToString(CultureInfo.InvariantCulture)
        : any.Has(2) ? any.Number(2).ToString(CultureInfo.InvariantCulture)
        : any.Text(1);
}
