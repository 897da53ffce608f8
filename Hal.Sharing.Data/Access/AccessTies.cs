namespace Hal.Sharing.Data.Access;

/// <summary>Everything that decides the level of a user: what several paths contribute together.</summary>
public sealed record AccessTies(bool IsSuperuser, IntegrationFacts Facts)
{
    private static readonly Caller Anyone = new("");

    public static AccessTies None { get; } = new(false, IntegrationFacts.None);

    public bool IsOwner => Facts.IsOwner;

    /// <summary>The level by the rule that decides requests; null if no path is left.</summary>
    public int? Level => new IntegrationAccess(Anyone, IsSuperuser, Facts).Level is > 0 and var level ? level : null;

    /// <summary>Returns what both contribute together: the greatest of each fact.</summary>
    public AccessTies With(AccessTies other) => new(
        IsSuperuser || other.IsSuperuser,
        new(
            Facts.IsOwner || other.Facts.IsOwner,
            Greatest(Facts.OwningTeamRole, other.Facts.OwningTeamRole),
            Greatest(Facts.OwnShareLevel, other.Facts.OwnShareLevel),
            Greatest(Facts.TeamShareLevel, other.Facts.TeamShareLevel),
            Greatest(Facts.AdminTeamShareLevel, other.Facts.AdminTeamShareLevel)));

    /// <summary>Null is less than any value.</summary>
    private static T? Greatest<T>(T? one, T? other)
        where T : struct => Comparer<T?>.Default.Compare(one, other) >= 0 ? one : other;
}
