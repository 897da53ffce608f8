using Hal.Sharing.Api.ContractChecks.Baselines;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>Compares the contracts of all users with their baselines.</summary>
internal static class ContractComparison
{
    /// <summary>Returns the differences by user and kind.</summary>
    public static IReadOnlyList<Difference> Compare(
        IReadOnlyCollection<UserContract> baseline, IReadOnlyCollection<UserContract> current)
    {
        var (before, now) = (new Everyone(baseline), new Everyone(current));
        var differences = from contract in current
                          join known in baseline on contract.User equals known.User
                          from difference in Compare(known, contract, before, now)
                          select difference;
        return [.. differences];
    }

    private static IEnumerable<Difference> Compare(UserContract baseline, UserContract current, Everyone before, Everyone now)
    {
        foreach (var (name, kind) in baseline.Kinds)
            if (!current.Kinds.TryGetValue(name, out var found))
                yield return new(now.Have(name) ? Rule.RightsLost : Rule.KindGone, current.User, name, "no document", "can be reached", []);
            else
                foreach (var difference in new KindComparison(current.User, kind, found, before, now).Differences())
                    yield return difference;
        foreach (var name in current.Kinds.Keys.Except(baseline.Kinds.Keys))
            yield return new(before.Have(name) ? Rule.RightsGained : Rule.Added, current.User, name, "this kind", "can be reached", []);
    }
}
