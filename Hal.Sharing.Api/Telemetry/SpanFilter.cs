using System.Diagnostics;
using OpenTelemetry;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>
/// Leaves in a span only what is known to contain no secret: no query, no header, no text of an error. Libraries add other tags with a
/// new version, so the permitted ones are named. Drops the spans of statements that belong to no request, because many requests share
/// them: each would be a trace of its own that explains nothing.
/// </summary>
internal sealed class SpanFilter : BaseProcessor<Activity>
{
    private const string Statements = "Npgsql";
    private const string Path = "url.path";
    private const int LongestPath = 200;

    private static readonly HashSet<string> Permitted = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", Path, "url.scheme", "error.type",
        "db.namespace", "db.system.name", "db.query.text", "db.response.status_code", "db.npgsql.data_source", "db.npgsql.prepared",
        "db.npgsql.rows", "hal_sharing.shared.questions", "hal_sharing.shared.wait_ms",
    };

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == Statements && data.ParentSpanId == default)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }
        List<string>? others = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (!Permitted.Contains(tag.Key))
                (others ??= []).Add(tag.Key);
        }
        foreach (var name in others ?? [])
            data.SetTag(name, null);
        if (data.GetTagItem(Path) is string { Length: > LongestPath } path)
            data.SetTag(Path, path[..LongestPath]);
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status, null);
    }
}
