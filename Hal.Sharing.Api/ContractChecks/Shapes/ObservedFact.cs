namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>A fact of one document.</summary>
internal sealed class ObservedFact(string owner)
{
    public string Owner => owner;

    /// <summary>More than one if items of an array, or links of a relation, differ.</summary>
    public SortedSet<string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether every part of the owner has it.</summary>
    public bool IsAlways { get; set; } = true;
}
