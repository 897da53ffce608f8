using System.Diagnostics;

namespace Hal.Sharing.Data.Telemetry;

/// <summary>
/// Names the connections and the spans of statements, and tells the span of a request about the statement that it shared with others.
/// </summary>
internal static class StatementSpans
{
    private const string Questions = "hal_sharing.shared.questions";
    private const string Wait = "hal_sharing.shared.wait_ms";

    /// <summary>Returns a builder of connections that have this name in metrics, instead of the connection string.</summary>
    public static NpgsqlDataSourceBuilder Builder(string connectionString, string name) =>
        new NpgsqlDataSourceBuilder(connectionString) { Name = name }.ConfigureTracing(tracing => tracing
            .ConfigureCommandSpanNameProvider(static command => Operation(command.CommandText))
            .ConfigureBatchSpanNameProvider(static batch => Operation(batch.BatchCommands[0].CommandText))
            .EnablePhysicalOpenTracing(false)
            .EnableFirstResponseEvent(false));

    /// <summary>Adds to the span of a request how many questions the statement that answered it had, and how long that took.</summary>
    public static void TagShared(int questions, TimeSpan waited)
    {
        if (Activity.Current is { Recorded: true } request)
            request.SetTag(Questions, questions).SetTag(Wait, Math.Round(waited.TotalMilliseconds, 1));
    }

    private static string Operation(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        var end = text.IndexOfAny(" \n(");
        return (end < 0 ? text : text[..end]).ToString().ToLowerInvariant();
    }
}
