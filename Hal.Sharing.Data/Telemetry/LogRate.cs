using System.Collections.Concurrent;

namespace Hal.Sharing.Data.Telemetry;

/// <summary>
/// Decides which of many similar events are logged: at most one per second and key, and one of so many. So the size of the log does not
/// depend on how often others cause the events.
/// </summary>
/// <param name="clock">Measures the second.</param>
/// <param name="leastEvents">How many events there must be for each entry.</param>
public sealed class LogRate(TimeProvider clock, int leastEvents = 1)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Events> _events = new(StringComparer.Ordinal);

    /// <summary>
    /// Counts an event. Returns how many there were since the last entry, this one included, if it must be logged; otherwise 0.
    /// </summary>
    /// <param name="key">The kind of event, from a limited set.</param>
    public long Count(string key)
    {
        var events = _events.GetOrAdd(key, static _ => new());
        if (Interlocked.Increment(ref events.Unlogged) < leastEvents)
            return 0;
        var (now, last) = (clock.GetTimestamp(), Volatile.Read(ref events.LoggedAt));
        var isTooEarly = last is { } at && clock.GetElapsedTime(at.Timestamp, now) < Pause;
        return isTooEarly || Interlocked.CompareExchange(ref events.LoggedAt, new(now), last) != last
            ? 0
            : Interlocked.Exchange(ref events.Unlogged, 0);
    }

    private sealed class Events
    {
        public long Unlogged;
        public Moment? LoggedAt;
    }

    private sealed record Moment(long Timestamp);
}
