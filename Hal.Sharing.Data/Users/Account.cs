namespace Hal.Sharing.Data.Users;

/// <summary>What stands behind an id, from the point of view of somebody who wants to sign in with it.</summary>
public enum AccountState
{
    /// <summary>Nobody ever had the id, nor one that differs from it by case only.</summary>
    Free,

    /// <summary>A user has it.</summary>
    User,

    /// <summary>An OAuth client has it.</summary>
    Client,

    /// <summary>A user or client had it; it is never used again.</summary>
    Deleted,

    /// <summary>Somebody has, or had, an id that differs from it by case only.</summary>
    CaseConflict,
}

/// <summary>An id with what signing in must know of it; the last two say something of users only.</summary>
public sealed record Account(AccountState State, bool IsSuperuser = false, string? ManagedBy = null);
