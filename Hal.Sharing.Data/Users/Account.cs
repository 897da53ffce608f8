namespace Hal.Sharing.Data.Users;

/// <summary>What an ID means for a sign-in.</summary>
public enum AccountState
{
    /// <summary>No account has or had the ID, or one that differs only in case.</summary>
    Free,

    /// <summary>A user has it.</summary>
    User,

    /// <summary>An OAuth client has it.</summary>
    Client,

    /// <summary>A user or client had it; it is never reused.</summary>
    Deleted,

    /// <summary>An account has or had an ID that differs only in case.</summary>
    CaseConflict,
}

/// <summary>An ID and what sign-in must know about it. Only users can be superusers or managed.</summary>
public sealed record Account(AccountState State, bool IsSuperuser = false, string? ManagedBy = null);
