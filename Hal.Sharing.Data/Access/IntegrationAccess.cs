namespace Hal.Sharing.Data.Access;

/// <summary>
/// Decides what a caller may do with an integration that they can read (<c>can_read_integration</c> in SQL decides that). Commands guard
/// with it and assemblers add links with it, so that a link is present if and only if the request would be permitted.
/// </summary>
/// <param name="Caller">Narrows what follows from the facts: by a token's scopes, and to the user's own integrations for a team.</param>
public sealed record IntegrationAccess(Caller Caller, bool IsSuperuser, IntegrationFacts Facts)
{
    /// <summary>The level that shares give, at most 3; level 3 of a team counts as 2 for members who are not admins.</summary>
    private readonly int _sharedLevel = Math.Max(
        AccessLevel.Effective(Facts.OwnShareLevel),
        Math.Max(
            Math.Min(AccessLevel.Effective(Facts.TeamShareLevel), AccessLevel.Edit),
            AccessLevel.Effective(Facts.AdminTeamShareLevel)));

    private bool IsOwner => IsSuperuser || Facts.IsOwner;

    /// <summary>Whether a team acts for the caller; it can read and edit only what the caller owns.</summary>
    private bool ActsForTeam => Caller.TeamId is not null;

    /// <summary>Whether the caller may create integrations: everyone but a team that acts for a user, and tokens that only read.</summary>
    public static bool CanCreate(Caller caller) => caller is { TeamId: null, MayWrite: true };

    /// <summary>Whether the owner and the shares can be read, too. After a transfer, the previous owner can have no access left.</summary>
    public bool CanReadAccess => !ActsForTeam && Level > 0;

    public bool CanWrite =>
        Caller.MayWrite && (ActsForTeam ? Facts.IsOwner : IsOwner || HasRole(TeamRole.DataWizard) || _sharedLevel >= AccessLevel.Edit);

    public bool CanShare => MayManage && (IsOwner || HasRole(TeamRole.Publisher) || _sharedLevel >= AccessLevel.Admin);

    public bool CanChangeOwner => MayManage && (IsOwner || HasRole(TeamRole.Admin) || _sharedLevel >= AccessLevel.Admin);

    /// <summary>A slug is a public name of the integration: a caller who may transfer the integration may change it.</summary>
    public bool CanChangeSlug => CanChangeOwner;

    public bool CanDelete => MayManage && (IsOwner || HasRole(TeamRole.Admin));

    private bool MayManage => !ActsForTeam && Caller.MayWrite;

    /// <summary>The highest access level that the caller has in any way; an owner has 3.</summary>
    public int Level => Math.Max(_sharedLevel, IsOwner ? AccessLevel.Admin : Facts.OwningTeamRole switch
    {
        null => 0,
        >= TeamRole.Admin => AccessLevel.Admin,
        >= TeamRole.DataWizard => AccessLevel.Edit,
        _ => AccessLevel.View,
    });

    /// <summary>The highest level that the caller may grant, change or revoke: their own; 0 if they may not share.</summary>
    public int GrantableLevel => !CanShare ? 0 : CanChangeOwner ? AccessLevel.Admin : AccessLevel.Edit;

    /// <summary>Whether the caller may create, change or revoke a share at this level; levels above 3 count as 3.</summary>
    public bool CanGrant(int level) => CanShare && AccessLevel.Effective(level) <= GrantableLevel;

    /// <summary>A transfer to a team also requires a role in that team, except for superusers.</summary>
    public bool CanChangeOwnerToTeam(TeamRole? roleInTarget) => IsSuperuser || roleInTarget >= TeamRole.DataWizard;

    private bool HasRole(TeamRole least) => Facts.OwningTeamRole >= least;
}
