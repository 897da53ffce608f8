namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may do with a team and its members.</summary>
/// <param name="role">The caller's role in the team; null: he is no member.</param>
public sealed class TeamAccess(Caller caller, CallerFacts facts, TeamRole? role)
{
    /// <summary>A team that acts for somebody sees none of his teams' members.</summary>
    private bool ActsForTeam => caller.TeamId is not null;

    public bool CanReadMembers => !ActsForTeam && (role is not null || facts.IsSuperuser);

    /// <summary>Who authorized the team is its members' business alone.</summary>
    public bool CanReadAuthorizedUsers => !ActsForTeam && role is not null;

    public bool CanManage => !ActsForTeam && caller.MayWrite && (role == TeamRole.Admin || facts.IsSuperuser);

    /// <summary>An admin removes members; a member may always leave.</summary>
    public bool CanRemove(string userId) => CanManage || (!ActsForTeam && caller.MayWrite && role is not null && userId == caller.Id);

    /// <summary>Whether the user has let this delegated token's party say which teams may use his data.</summary>
    public bool CanAuthorize => !ActsForTeam && caller.MayWrite && facts.IsDelegated(caller);

    /// <summary>Whether the caller decides himself, in the browser, what of his data the team may use.</summary>
    public bool CanConsent => facts.IsFirstParty(caller);

    public static bool MayCreate(Caller caller) => caller is { TeamId: null, MayWrite: true, IsClient: false };

    /// <summary>Whether a caller who may create teams has not reached the limit; superusers have none.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts, long created, int limit) =>
        MayCreate(caller) && (facts.IsSuperuser || created < limit);
}
