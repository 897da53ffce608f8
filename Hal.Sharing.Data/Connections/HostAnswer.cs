namespace Hal.Sharing.Data.Connections;

/// <summary>What a host answered when it was asked whether it is the primary.</summary>
/// <param name="IsPrimary">Whether it accepts writes.</param>
/// <param name="IsStandby">Whether it follows another host. Both are false without an answer.</param>
/// <param name="System">Identifies the cluster of which the hosts are copies.</param>
/// <param name="Timeline">Rises with each promotion.</param>
/// <param name="Reason">Why there is no answer.</param>
internal sealed record HostAnswer(bool IsPrimary, bool IsStandby, string System = "", long Timeline = 0, string Reason = "")
{
    public static readonly HostAnswer Standby = new(false, true, Reason: "is a standby");

    public static HostAnswer None(string reason) => new(false, false, Reason: reason);
}
