namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may do with a team and its members.</summary>
/// <param name="role">The caller's role in the team; null if they are not a member.</param>
public sealed class TeamAccess(Caller caller, CallerFacts facts, TeamRole? role)
{
    /// <summary>A team that acts for a user sees no members of the user's teams.</summary>
    private bool ActsForTeam => caller.TeamId is not null;

    public bool CanReadMembers => !ActsForTeam && (role is not null || facts.IsSuperuser);

    /// <summary>Only members see who authorized the team.</summary>
    public bool CanReadAuthorizedUsers => !ActsForTeam && role is not null;

    public bool CanManage => !ActsForTeam && caller.MayWrite && (role == TeamRole.Admin || facts.IsSuperuser);

    /// <summary>Admins remove members; members can always leave.</summary>
    public bool CanRemove(string userId) => CanManage || (!ActsForTeam && caller.MayWrite && role is not null && userId == caller.Id);

    /// <summary>Whether the party of this delegated token decides which teams may use the user's data.</summary>
    public bool CanAuthorize => !ActsForTeam && caller.MayWrite && facts.IsDelegated(caller);

    /// <summary>Whether the caller decides in the browser what of their data the team may use.</summary>
    public bool CanConsent => facts.IsFirstParty(caller);

    /// <summary>Whether the caller has the right to create teams. The limit can still prevent it.</summary>
    public static bool MayCreate(Caller caller) => caller is { TeamId: null, MayWrite: true, IsClient: false };

    /// <summary>Whether the caller can create a team now. Superusers have no limit.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts, long created, int limit) =>
        MayCreate(caller) && (facts.IsSuperuser || created < limit);
}
