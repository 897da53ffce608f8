using Hal.Sharing.Api.ContractChecks.Crawling;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>
/// Compares one kind of document with its baseline. Documents that the baseline knows by their addresses must have what they had; other
/// documents are new data, which alone breaks nothing.
/// </summary>
internal sealed class KindComparison(string user, KindShape baseline, KindShape current, Everyone before, Everyone now)
{
    private readonly List<string> _known = [.. baseline.Documents.Keys.Intersect(current.Documents.Keys).Order(StringComparer.Ordinal)];

    /// <summary>Returns the differences: what is gone, then what changed, then what is new, then those of embedded documents.</summary>
    public IEnumerable<Difference> Differences() =>
    [
        .. Units(baseline).SelectMany(Lost).OfType<Difference>(),
        .. from change in new ValueComparison(baseline, current, _known).Differences()
           select Report(change.Rule, change.Subject, change.Predicate, change.Documents),
        .. Units(current).SelectMany(Gained).OfType<Difference>(),
        .. from embedded in baseline.Embedded
           where current.Embedded.ContainsKey(embedded.Key)
           from difference in new KindComparison(user, embedded.Value, current.Embedded[embedded.Key], before, now).Differences()
           select difference,
    ];

    private static IEnumerable<string> Units(KindShape kind) => kind.Pins.Keys.Select(Unit.ShownBy).OfType<string>();

    private IEnumerable<Difference?> Lost(string unit)
    {
        // A form that is gone has no fields to lose, and an empty array no items.
        if (Unit.IsItem(unit) || (Unit.OwnerOf(unit) is { } owner && !current.Has(owner)))
            yield break;
        var having = baseline.Documents.Keys.Where(address => baseline.Has(address, unit)).ToList();
        var subject = Unit.Describe(unit);
        const string predicate = "is gone";
        if (!current.Has(unit))
            yield return IsUnknown(unit, having) ? null
                : IsUnread(unit, having) ? Report(Rule.NewDocuments, subject, "is in no document that was read", [])
                : Report(GoneRule(unit), subject, predicate, IsAlways(unit) ? [] : having);
        else if (having.Intersect(_known).Where(address => Lacks(current, address, unit)).ToList() is { Count: > 0 } losing)
            yield return IsOptionalMember(unit) ? null : Report(LostRule(unit, losing), subject, predicate, losing);
        else if (IsAlways(unit) && IsMember(unit) && !current.Pins[Unit.FactOf(unit)].IsAlways)
            yield return Report(Rule.NewDocuments, subject, "is not in every document", []);
    }

    private IEnumerable<Difference?> Gained(string unit)
    {
        if (Unit.IsItem(unit) || IsPaging(unit) || (Unit.OwnerOf(unit) is { } owner && !baseline.Has(owner)))
            yield break;
        const string predicate = "is new";
        var subject = Unit.Describe(unit);
        if (!baseline.Has(unit))
            yield return IsRequired(unit) ? null : Report(NewRule(unit), subject, predicate, []);
        else if (!IsMember(unit) && _known.Where(address => IsGained(address, unit)).ToList() is { Count: > 0 } gaining)
            yield return Report(Rule.RightsGained, subject, predicate, gaining);
    }

    private bool IsGained(string address, string unit) => current.Has(address, unit) && Lacks(baseline, address, unit);

    /// <summary>Whether a document lacks a unit although it has what the unit is part of.</summary>
    private static bool Lacks(KindShape kind, string address, string unit) =>
        !kind.Has(address, unit) && (Unit.OwnerOf(unit) is not { } owner || !kind.Has(owner) || kind.Has(address, owner));

    /// <summary>Whether all documents that had the unit are other data now.</summary>
    private bool IsUnknown(string unit, List<string> having) => !IsAlways(unit) && having.Count > 0 && !having.Intersect(_known).Any();

    /// <summary>Whether the documents that have the unit can be among those that were not read.</summary>
    private bool IsUnread(string unit, List<string> having) => current.IsSampled && !IsAlways(unit) && having.Count == 0;

    private Rule GoneRule(string unit) => now.Have(current.Name, unit) ? Rule.RightsLost : Rule.Gone(unit);

    /// <summary>What a user may do follows from rights; what documents contain does only if another user still gets it.</summary>
    private Rule LostRule(string unit, List<string> documents) =>
        IsMember(unit) && !now.Have(current.Name, unit, documents) ? Rule.MemberGone : Rule.RightsLost;

    private Rule NewRule(string unit) => before.Have(baseline.Name, unit) ? Rule.RightsGained : Rule.Added;

    private bool IsAlways(string unit) => baseline.Pins[Unit.FactOf(unit)].IsAlways;

    private bool IsOptionalMember(string unit) => IsMember(unit) && !IsAlways(unit);

    /// <summary>Whether the unit is reported by a rule of its own.</summary>
    private bool IsRequired(string unit) =>
        current.Pins.ContainsKey(Unit.Join(unit, "required"))
        || (Unit.Split(unit) is ["links", _, "variables", _] && current.Pins[unit].Values.ContainsKey("path"));

    private static bool IsMember(string unit) => unit.StartsWith("members", StringComparison.Ordinal);

    private static bool IsPaging(string unit) => Unit.Split(unit) is ["links", var relation, ..] && KindName.IsPaging(relation);

    private Difference Report(Rule rule, string subject, string predicate, IReadOnlyList<string> documents) =>
        new(rule, user, baseline.Name, subject, predicate, documents);
}
