using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>The commands that this process sends to one database. A batch is one command: one round trip.</summary>
public sealed class SentCommands : IDisposable
{
    private readonly Func<string> _connectionString;
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ActivityListener _listener;

    /// <param name="connectionString">Asked at each command, because a server knows it only when it runs.</param>
    public SentCommands(Func<string> connectionString)
    {
        _connectionString = connectionString;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<string> Texts => [.. _texts];

    public void Clear() => _texts.Clear();

    public void Dispose() => _listener.Dispose();

    private void Add(Activity activity)
    {
        // Other tests of this process have databases of their own.
        var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
        var text = tags.GetValueOrDefault("db.query.text") ?? tags.GetValueOrDefault("db.statement");
        var database = new NpgsqlConnectionStringBuilder(_connectionString()).Database;
        if (text is not null && database is not null
            && tags.Values.Any(value => value?.Contains(database, StringComparison.Ordinal) is true)
            && !text.Contains("pg_prepared_statements", StringComparison.Ordinal))
            _texts.Enqueue(text);
    }
}
