using System.Collections.Concurrent;
using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Support;

/// <summary>Keeps what the data layer says, and lets a test wait until it says something.</summary>
public sealed class RecordingLogger : ILogger<Database>
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Done as soon as one line was written: the first attempt has failed.</summary>
    public Task First => _first.Task;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
        _first.TrySetResult();
    }
}
