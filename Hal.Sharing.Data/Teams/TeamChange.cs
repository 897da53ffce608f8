namespace Hal.Sharing.Data.Teams;

/// <summary>How a request to create, change or delete a team ended.</summary>
public enum TeamOutcome
{
    Done,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,
    Unknown,

    /// <summary>The caller is neither an admin of the team nor a superuser.</summary>
    MayNot,

    /// <summary>The thing is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>The id is, or was, a team's; or differs from one by letter case only.</summary>
    IdTaken,

    /// <summary>The caller has created as many teams as a user can.</summary>
    LimitReached,
    StillOwns,

    /// <summary>The caller has used up the <see cref="RenameLimit"/>.</summary>
    TooManyRenames,
}

/// <summary>What became of a request to change a team.</summary>
/// <param name="View">The team as it is now, or as it was when the request was refused; null when there is none.</param>
/// <param name="RetryAfter">When the next rename is possible, if there were too many.</param>
/// <param name="OwnedCount">How many integrations prevent the deletion.</param>
/// <param name="Limit">How many teams a user can create, where that prevents the creation.</param>
public sealed record TeamChange(
    TeamOutcome Outcome, TeamView? View = null, TimeSpan? RetryAfter = null, long OwnedCount = 0, int Limit = 0);
