namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may see of a visible user, and do with their account.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ManagedBy">The party that manages the user; null for none.</param>
/// <param name="CanBeDeleted">Whether nothing prevents the deletion; null if the caller may not delete the user.</param>
public sealed record UserAccess(Caller Caller, CallerFacts Facts, string UserId, string? ManagedBy, bool? CanBeDeleted)
{
    public bool IsSelf => Caller.Id == UserId;

    /// <summary>Whether the caller manages the user. Managed users manage no one, and actors never act as the managing party.</summary>
    public bool IsParty => ManagedBy is not null && ManagedBy == Caller.Id;

    /// <summary>Email, superuser and party are visible to the user, to superusers and to the managing party.</summary>
    public bool CanSeePrivate => IsSelf || IsParty || Facts.IsSuperuser;

    /// <summary>Users see what changed for them; a team that acts for a user does not.</summary>
    public bool CanReadHistory => IsSelf && Caller.TeamId is null;

    /// <summary>The same callers see what the user has access to, unless a team acts for them.</summary>
    public bool CanReadAccess => CanSeePrivate && Caller.TeamId is null;

    /// <summary>Superusers and the party edit all that they are responsible for; users edit their own names.</summary>
    public bool CanEdit => MayManage(Caller) && (IsSelf || IsParty || Facts.IsSuperuser);

    /// <summary>Whether the caller may set the email; otherwise it is ignored.</summary>
    public bool CanEditContact => MayManage(Caller) && (IsParty || Facts.IsSuperuser);

    /// <summary>Whether the caller may release the user; only superusers can name another party.</summary>
    public bool CanRelease => CanEditContact;

    public bool CanSetPrivileges => MayManage(Caller) && Facts.IsSuperuser;

    /// <summary>Whether the caller has the right to delete the user; something can still prevent it.</summary>
    public bool MayDelete => MayManage(Caller) && (IsParty || Facts.IsSuperuser);

    /// <summary>Whether the caller can delete the user now.</summary>
    public bool CanDelete => MayDelete && CanBeDeleted == true;

    /// <summary>Unmanaged users and clients may create users, and manage them.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts) => MayManage(caller) && facts.ManagedBy is null;

    private static bool MayManage(Caller caller) => caller.MayWrite && caller.TeamId is null;
}
