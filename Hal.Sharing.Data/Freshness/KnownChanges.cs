namespace Hal.Sharing.Data.Freshness;

/// <summary>A version of the directory.</summary>
/// <param name="Timeline">
/// Changes with every failover and every start of PostgreSQL: a promoted standby and a restored backup can lack the latest changes, and
/// then count from an earlier version.
/// </param>
public readonly record struct DirectoryVersion(string Timeline, long Number)
{
    internal const string TimelineColumn = "database_timeline() as timeline";
}

/// <summary>One change of a principal; null in a row that only names the timeline.</summary>
internal sealed record ChangeRow(string Timeline, long? Version, string? PrincipalId);

/// <summary>The latest changes of the directory without a gap, up to and including a version.</summary>
internal sealed class KnownChanges
{
    /// <summary>As many as <c>move_directory_version</c> keeps.</summary>
    private const int MostChanges = 10_000;

    private readonly int[] _principals;

    private KnownChanges(DirectoryVersion until, int[] principals) => (Until, _principals) = (until, principals);

    public static KnownChanges None { get; } = new(new("", 0), []);

    public DirectoryVersion Until { get; }

    public bool Reaches(DirectoryVersion version) => Until.Timeline == version.Timeline && Until.Number >= version.Number;

    /// <summary>
    /// Returns whether one of the principals can have changed after a version: also if not all changes since then are known.
    /// </summary>
    public bool CanContain(ShownPrincipals shown, DirectoryVersion from)
    {
        var count = Until.Number - from.Number;
        if (count > _principals.Length)
            return true;
        foreach (var principal in _principals.AsSpan(_principals.Length - (int)count))
            if (shown.Contains(principal))
                return true;
        return false;
    }

    /// <summary>Adds the changes after <see cref="Until"/>. If some are missing, those before are forgotten.</summary>
    public KnownChanges With(List<ChangeRow> rows)
    {
        if (rows is [{ Version: null }])
            return rows[0].Timeline == Until.Timeline ? this : None;
        int[] read = [.. rows.Select(row => ShownPrincipals.Hash(row.PrincipalId!))];
        var follows = rows[0].Timeline == Until.Timeline && rows[0].Version == Until.Number + 1;
        int[] all = follows ? [.. _principals, .. read] : read;
        return new(new(rows[0].Timeline, rows[^1].Version!.Value), all[Math.Max(0, all.Length - MostChanges)..]);
    }
}
