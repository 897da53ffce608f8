namespace Hal.Sharing.Data.Users;

/// <summary>How a request to create, change or delete a user ended.</summary>
public enum UserOutcome
{
    Done,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,

    /// <summary>The caller may not know of the user, or there is none.</summary>
    Hidden,

    /// <summary>The caller may not do this to the user at all.</summary>
    MayNot,

    /// <summary>The thing is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>A managed user creates nobody.</summary>
    MayNotCreate,

    /// <summary>Only superusers choose ids.</summary>
    MayNotChooseId,

    /// <summary>Only superusers make superusers.</summary>
    MayNotMakeSuperuser,

    /// <summary>A party releases its users and hands them to nobody else; only superusers say who manages whom.</summary>
    MayNotSetParty,

    /// <summary>The id is, or was, somebody's; or differs from one by letter case only.</summary>
    IdTaken,

    /// <summary>The party does not exist, is managed itself, or is the user.</summary>
    InvalidParty,

    /// <summary>Superusers are never managed, and who manages others is never managed.</summary>
    CannotBeManaged,
    LastSuperuser,
    StillOwns,
    StillManages,
    LastAdmin,

    /// <summary>The caller has used up the <see cref="RenameLimit"/>.</summary>
    TooManyRenames,
}

/// <summary>What became of a request to change a user.</summary>
/// <param name="View">The user as he is now, written or not; null when he is hidden, refused or gone.</param>
/// <param name="Ties">What stands against a deletion.</param>
/// <param name="RetryAfter">When the next rename is possible, if there were too many.</param>
public sealed record UserChange(UserOutcome Outcome, UserView? View = null, AccountTies? Ties = null, TimeSpan? RetryAfter = null);

/// <summary>What holds an account in place.</summary>
/// <param name="OwnedCount">Integrations that it owns itself.</param>
/// <param name="ManagedCount">Users whom it manages.</param>
/// <param name="SoleAdminTeams">Teams of which it is the last admin, separated by commas; without those that would go along.</param>
public sealed record AccountTies(long OwnedCount, long ManagedCount, bool IsLastSuperuser, string SoleAdminTeams);
