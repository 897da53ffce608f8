namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>One difference between the baseline and the server.</summary>
/// <param name="Kind">The kind of document; an embedded one follows its parent, <c>orders/item</c>.</param>
/// <param name="Subject">What differs.</param>
/// <param name="Predicate">How it differs: a verb in the singular and what follows.</param>
/// <param name="Documents">Addresses at which it can be seen, if not all documents of the kind show it.</param>
public sealed record Difference(
    Rule Rule, string User, string Kind, string Subject, string Predicate, IReadOnlyList<string> Documents)
{
    public string Text => $"{Subject} {Predicate}";
}
