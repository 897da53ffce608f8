using System.Collections.Concurrent;

namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Remembers callers whose rows take long, such as members of thousands of teams: for a minute, their questions go alone and hold up no
/// others. A pause of the machine looks the same, so one slow row does not count.
/// </summary>
internal sealed class SlowCallers(TimeProvider clock)
{
    private const int MostCallers = 1000;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SlowAlone = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Observation> _slow = new(StringComparer.Ordinal);

    public bool Contains(Caller caller) =>
        !_slow.IsEmpty && _slow.TryGetValue(caller.Id, out var observed) && observed.Rows > 1 && IsRecent(observed);

    /// <summary>Remembers a caller whose question went alone and took so long that it would have ended a shared statement.</summary>
    public void ObserveAlone(Caller caller, TimeSpan duration)
    {
        if (duration < SlowAlone)
            return;
        if (_slow.Count >= MostCallers)
            Forget();
        _slow[caller.Id] = new(2, clock.GetUtcNow());
    }

    /// <param name="caller">The caller.</param>
    /// <param name="duration">How long the row of this caller took.</param>
    public void Observe(Caller caller, TimeSpan duration)
    {
        if (duration < Slow)
            return;
        if (_slow.Count >= MostCallers)
            Forget();
        _slow.AddOrUpdate(
            caller.Id,
            static (_, now) => new(1, now),
            (_, before, now) => new(IsRecent(before) ? before.Rows + 1 : 1, now),
            clock.GetUtcNow());
    }

    private bool IsRecent(Observation observed) => clock.GetUtcNow() - observed.At < Memory;

    private void Forget()
    {
        foreach (var (caller, observed) in _slow)
            if (!IsRecent(observed) || observed.Rows == 1)
                _slow.TryRemove(caller, out _);
        if (_slow.Count >= MostCallers)
            _slow.Clear();
    }

    private readonly record struct Observation(int Rows, DateTimeOffset At);
}
