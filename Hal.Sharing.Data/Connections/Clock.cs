namespace Hal.Sharing.Data.Connections;

/// <summary>The precision of every stored time.</summary>
internal static class Clock
{
    /// <summary>Returns the time in UTC, truncated to the milliseconds that documents show.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
