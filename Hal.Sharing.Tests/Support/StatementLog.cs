using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>The commands that reach one database from this process, in their order.</summary>
public sealed class StatementLog : IDisposable
{
    private readonly string _database;
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ActivityListener _listener;

    public StatementLog(string connectionString)
    {
        _database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Returns the commands since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_commands.TryDequeue(out var command))
            taken.Add(command);
        return taken;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Activity activity)
    {
        // Other tests of this process have databases of their own.
        var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
        var text = tags.GetValueOrDefault("db.query.text") ?? tags.GetValueOrDefault("db.statement");
        if (text is not null && tags.Values.Any(value => value?.Contains(_database, StringComparison.Ordinal) is true))
            _commands.Enqueue(text);
    }
}
