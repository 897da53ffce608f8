namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may see of a user whom the directory shows him.</summary>
/// <param name="managedBy">The party that manages the user; null for none.</param>
public sealed class UserAccess(Caller caller, CallerFacts facts, string userId, string? managedBy)
{
    public bool IsSelf => caller.UserId == userId;

    private bool IsParty => managedBy is not null && managedBy == caller.UserId;

    /// <summary>Email, superuser and party show to the user himself, to superusers and to the managing party.</summary>
    public bool CanSeePrivate => IsSelf || IsParty || facts.IsSuperuser;
}
