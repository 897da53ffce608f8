namespace Hal.Sharing.Tests.Clusters;

/// <summary>What a fault did.</summary>
/// <param name="Promoted">From the fault until Patroni had promoted another node: Patroni's own time.</param>
/// <param name="Again">From there (or from the fault, if no node was promoted) until a write was acknowledged.</param>
/// <param name="Gap">The longest time without an acknowledged write.</param>
/// <param name="Lost">What contradicts the responses; empty if nothing was lost, doubled or left without a record.</param>
/// <param name="Writes">How many writes had which outcome.</param>
public sealed record FaultReport(TimeSpan Promoted, TimeSpan Again, TimeSpan Gap, IReadOnlyList<string> Lost, string Writes)
{
    public override string ToString() =>
        FormattableString.Invariant($"promoted after {Promoted.TotalSeconds:0.00} s, writes again {Again.TotalSeconds:0.00} s later, ") +
        FormattableString.Invariant($"longest gap {Gap.TotalSeconds:0.00} s, lost {Lost.Count}; {Writes}");
}
