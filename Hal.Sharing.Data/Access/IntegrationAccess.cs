namespace Hal.Sharing.Data.Access;

/// <summary>
/// Decides what a caller may do with an integration. Commands guard with it and assemblers hang links on it, so that a link is
/// there exactly when the request would pass.
/// </summary>
/// <param name="caller">Narrows what follows from the facts: by the scopes of a token, and to his own integrations for a team.</param>
public sealed class IntegrationAccess(Caller caller, bool isSuperuser, IntegrationFacts facts)
{
    /// <summary>The level that shares give, capped at 3; a team's level 3 is 2 for all but its admins.</summary>
    private readonly int _sharedLevel = Math.Max(
        AccessLevel.Effective(facts.OwnShareLevel),
        Math.Max(
            Math.Min(AccessLevel.Effective(facts.TeamShareLevel), AccessLevel.Edit),
            AccessLevel.Effective(facts.AdminTeamShareLevel)));

    private bool IsOwner => isSuperuser || facts.IsOwner;

    /// <summary>Whether a team acts for the caller; it can read and edit only what the caller owns.</summary>
    private bool ActsForTeam => caller.TeamId is not null;

    /// <summary>Whether the caller may create integrations: everybody, but no team that acts for him, and nobody with a token that only reads.</summary>
    public static bool CanCreate(Caller caller) => caller is { TeamId: null, MayWrite: true };

    public bool CanRead => ActsForTeam ? facts.IsOwner : IsOwner || facts.OwningTeamRole is not null || _sharedLevel >= AccessLevel.View;

    /// <summary>Whether the owner and the shares can be read, too.</summary>
    public bool CanReadAccess => !ActsForTeam && CanRead;

    public bool CanWrite => caller.MayWrite && (ActsForTeam ? facts.IsOwner : IsOwner || HasRole(TeamRole.DataWizard) || _sharedLevel >= AccessLevel.Edit);

    public bool CanShare => MayManage && (IsOwner || HasRole(TeamRole.Publisher) || _sharedLevel >= AccessLevel.Admin);

    public bool CanChangeOwner => MayManage && (IsOwner || HasRole(TeamRole.Admin) || _sharedLevel >= AccessLevel.Admin);

    /// <summary>A slug is a public name of the integration: whoever may give it away may rename it.</summary>
    public bool CanChangeSlug => CanChangeOwner;

    public bool CanDelete => MayManage && (IsOwner || HasRole(TeamRole.Admin));

    private bool MayManage => !ActsForTeam && caller.MayWrite;

    /// <summary>The access level that the caller holds, by whatever way; an owner holds 3.</summary>
    public int Level => Math.Max(_sharedLevel, IsOwner ? AccessLevel.Admin : facts.OwningTeamRole switch
    {
        null => 0,
        >= TeamRole.Admin => AccessLevel.Admin,
        >= TeamRole.DataWizard => AccessLevel.Edit,
        _ => AccessLevel.View,
    });

    /// <summary>The highest level that the caller may grant, change or revoke: what he holds himself; 0 when he may not share.</summary>
    public int GrantableLevel => !CanShare ? 0 : CanChangeOwner ? AccessLevel.Admin : AccessLevel.Edit;

    /// <summary>Whether the caller may create, change or revoke a share at this level; levels compare capped at 3.</summary>
    public bool CanGrant(int level) => CanShare && AccessLevel.Effective(level) <= GrantableLevel;

    /// <summary>Transfer to a team needs, besides the right to transfer, a role in the target team; a superuser has it everywhere.</summary>
    public bool CanChangeOwnerToTeam(TeamRole? roleInTarget) => isSuperuser || roleInTarget >= TeamRole.DataWizard;

    private bool HasRole(TeamRole least) => facts.OwningTeamRole >= least;
}
