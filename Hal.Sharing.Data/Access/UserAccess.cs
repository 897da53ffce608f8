namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may see of a visible user, and do with their account.</summary>
/// <param name="userId">The user.</param>
/// <param name="managedBy">The party that manages the user; null for none.</param>
/// <param name="canBeDeleted">Whether nothing prevents the deletion; null if the caller may not delete the user.</param>
public sealed class UserAccess(Caller caller, CallerFacts facts, string userId, string? managedBy, bool? canBeDeleted)
{
    public bool IsSelf => caller.Id == userId;

    /// <summary>Whether the caller manages the user. Managed users manage no one, and actors never act as the managing party.</summary>
    public bool IsParty => managedBy is not null && managedBy == caller.Id;

    /// <summary>Email, superuser and party are visible to the user, to superusers and to the managing party.</summary>
    public bool CanSeePrivate => IsSelf || IsParty || facts.IsSuperuser;

    /// <summary>Superusers and the party edit all that they are responsible for; users edit their own names.</summary>
    public bool CanEdit => MayManage(caller) && (IsSelf || IsParty || facts.IsSuperuser);

    /// <summary>Whether the caller may set the email; otherwise it is ignored.</summary>
    public bool CanEditContact => MayManage(caller) && (IsParty || facts.IsSuperuser);

    /// <summary>Whether the caller may release the user; only superusers can name another party.</summary>
    public bool CanRelease => CanEditContact;

    public bool CanSetPrivileges => MayManage(caller) && facts.IsSuperuser;

    /// <summary>Whether the caller has the right to delete the user; something can still prevent it.</summary>
    public bool MayDelete => MayManage(caller) && (IsParty || facts.IsSuperuser);

    /// <summary>Whether the caller can delete the user now.</summary>
    public bool CanDelete => MayDelete && canBeDeleted == true;

    /// <summary>Unmanaged users and clients may create users, and manage them.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts) => MayManage(caller) && facts.ManagedBy is null;

    private static bool MayManage(Caller caller) => caller.MayWrite && caller.TeamId is null;
}
