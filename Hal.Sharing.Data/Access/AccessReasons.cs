namespace Hal.Sharing.Data.Access;

/// <summary>Why a user has access to an integration: each path on its own, and what remains without it.</summary>
/// <param name="Level">The level of all paths together.</param>
public sealed record AccessReasons(bool IsOwner, int Level, IReadOnlyList<AccessReason> Paths)
{
    /// <summary>
    /// Returns the reasons in the order of the paths; null if there are none. Paths that are hidden from the reader are one reason, the
    /// last: their number and their place would tell in which teams the user is.
    /// </summary>
    public static AccessReasons? Of(IReadOnlyList<AccessPath> paths)
    {
        List<(AccessPath? Path, AccessTies Ties)> parts = [.. paths.Where(path => path.IsVisible).Select(path => (path, path.Ties))];
        if (paths.Any(path => !path.IsVisible))
            parts.Add((null, Together(paths.Where(path => !path.IsVisible).Select(path => path.Ties))));
        if (parts.Count == 0)
            return null;

        // What remains without a path is what the paths before and behind it contribute. So thousands of paths take linear time.
        var behind = new AccessTies[parts.Count + 1];
        behind[^1] = AccessTies.None;
        for (var i = parts.Count - 1; i >= 0; i--)
            behind[i] = parts[i].Ties.With(behind[i + 1]);
        var (before, reasons) = (AccessTies.None, new List<AccessReason>(parts.Count));
        for (var i = 0; i < parts.Count; i++)
        {
            var (path, ties) = parts[i];
            reasons.Add(new(path, ties.Level ?? 0, before.With(behind[i + 1]).Level));
            before = before.With(ties);
        }
        return new(before.IsOwner, before.Level ?? 0, reasons);
    }

    private static AccessTies Together(IEnumerable<AccessTies> ties) => ties.Aggregate(AccessTies.None, (all, one) => all.With(one));
}

/// <summary>One path of a user.</summary>
/// <param name="Path">Null if it is hidden from the reader.</param>
/// <param name="Level">The level that the path alone gives.</param>
/// <param name="IfRemoved">The level that remains without the path; null for none.</param>
public sealed record AccessReason(AccessPath? Path, int Level, int? IfRemoved);
