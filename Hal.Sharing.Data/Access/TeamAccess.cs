namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may do with a team and its members.</summary>
/// <param name="Role">The caller's role in the team; null if they are not a member.</param>
public sealed record TeamAccess(Caller Caller, CallerFacts Facts, TeamRole? Role)
{
    /// <summary>A team that acts for a user sees no members of the user's teams.</summary>
    private bool ActsForTeam => Caller.TeamId is not null;

    public bool CanReadMembers => !ActsForTeam && (Role is not null || Facts.IsSuperuser);

    /// <summary>Only members see who authorized the team.</summary>
    public bool CanReadAuthorizedUsers => !ActsForTeam && Role is not null;

    /// <summary>Admins and superusers see who changed the team and its members.</summary>
    public bool CanReadHistory => !ActsForTeam && (Role == TeamRole.Admin || Facts.IsSuperuser);

    public bool CanManage => !ActsForTeam && Caller.MayWrite && (Role == TeamRole.Admin || Facts.IsSuperuser);

    /// <summary>Admins remove members; members can always leave.</summary>
    public bool CanRemove(string userId) => CanManage || (!ActsForTeam && Caller.MayWrite && Role is not null && userId == Caller.Id);

    /// <summary>Whether the party of this delegated token decides which teams may use the user's data.</summary>
    public bool CanAuthorize => !ActsForTeam && Caller.MayWrite && Facts.IsDelegated(Caller);

    /// <summary>Whether the caller decides in the browser what of their data the team may use.</summary>
    public bool CanConsent => Facts.IsFirstParty(Caller);

    /// <summary>Whether the caller has the right to create teams. The limit can still prevent it.</summary>
    public static bool MayCreate(Caller caller) => caller is { TeamId: null, MayWrite: true, IsClient: false };

    /// <summary>Whether the caller can create a team now. Superusers have no limit.</summary>
    public static bool CanCreate(Caller caller, CallerFacts facts, long created, int limit) =>
        MayCreate(caller) && (facts.IsSuperuser || created < limit);
}
