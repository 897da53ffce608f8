namespace Hal.Sharing.Data.Connections;

/// <summary>The precision of every stored time.</summary>
internal static class Clock
{
    /// <summary>Now, in UTC, cut to the milliseconds that documents show: what is stored is what was answered.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
