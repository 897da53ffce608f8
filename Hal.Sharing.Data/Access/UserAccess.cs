namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may see of a user whom the directory shows him, and do with his account.</summary>
/// <param name="userId">The user.</param>
/// <param name="managedBy">The party that manages the user; null for none.</param>
/// <param name="canBeDeleted">Whether nothing stands against his deletion; null where nobody who may delete him asks.</param>
public sealed class UserAccess(Caller caller, CallerFacts facts, string userId, string? managedBy, bool? canBeDeleted)
{
    public bool IsSelf => caller.Id == userId;

    /// <summary>Whether the caller manages the user. A managed user manages nobody, and nobody acts as a manager for another.</summary>
    public bool IsParty => managedBy is not null && managedBy == caller.Id;

    /// <summary>Email, superuser and party show to the user himself, to superusers and to the managing party.</summary>
    public bool CanSeePrivate => IsSelf || IsParty || facts.IsSuperuser;

    /// <summary>A superuser and the party change everything that is theirs to say, a user his own names.</summary>
    public bool CanEdit => MayManage(caller) && (IsSelf || IsParty || facts.IsSuperuser);

    /// <summary>Whether email counts in what the caller sends.</summary>
    public bool CanEditContact => MayManage(caller) && (IsParty || facts.IsSuperuser);

    /// <summary>Whether the caller may release the user: only superusers say who manages him instead.</summary>
    public bool CanRelease => CanEditContact;

    public bool CanSetPrivileges => MayManage(caller) && facts.IsSuperuser;

    /// <summary>Whether the caller may delete the user as far as rights go; something may still stand against it.</summary>
    public bool CanAskToDelete => MayManage(caller) && (IsParty || facts.IsSuperuser);

    public bool CanDelete => CanAskToDelete && canBeDeleted == true;

    /// <summary>Anybody with an account of his own, and any client, may create users whom he then manages.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts) => MayManage(caller) && facts.ManagedBy is null;

    private static bool MayManage(Caller caller) => caller.MayWrite && caller.TeamId is null;
}
