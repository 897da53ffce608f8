namespace Hal.Sharing.Tests.Staleness;

/// <summary>What the contract permits a requester in a state, written a second time from its tables.</summary>
internal sealed class Rights(State state, Requester requester)
{
    private string Self => "user:" + requester.UserId;

    /// <summary>Whether the token is accepted: the user exists, and what a delegated token rests on still holds.</summary>
    public bool IsAccepted =>
        state.Users.TryGetValue(requester.UserId, out var user)
        && (!requester.IsParty || user.ManagedBy == state.Client)
        && (!requester.ActsForTeam || (state.Granted.IsSupersetOf(requester.Scopes!.Split(' ')) && ActorIsMember));

    private bool ActorIsMember => state.Role(state.Acting, state["scout"]) is not null;

    public bool IsSuperuser => !requester.IsActedFor && state.Users[requester.UserId].IsSuperuser;

    public bool IsFirstParty => !requester.IsActedFor;

    private bool IsOwner => state.OwnerId == Self;

    private int? OwningRole => RoleOf(state.OwnerId);

    private int? RoleOf(string principalId) =>
        principalId.StartsWith("team:", StringComparison.Ordinal) ? state.Role(principalId[5..], requester.UserId) : null;

    /// <summary>The levels of shares to the user and their teams; level 3 of a team counts as 2 except for its admins.</summary>
    private List<int> ShareLevels =>
    [
        .. from share in state.Shares
           let level = Math.Min(share.Value.Level, 3)
           let role = RoleOf(share.Key)
           where share.Key == Self || role is not null
           select role is < 6 ? Math.Min(level, 2) : level,
    ];

    private int Shared => ShareLevels.DefaultIfEmpty(0).Max();

    /// <summary>Whether ownership, a role or a share lets the user read the integration, superuser or not.</summary>
    private bool IsTied => state.Exists && (IsOwner || OwningRole is not null || Shared > 0);

    public bool CanRead => state.Exists && (IsOwner || (!requester.ActsForTeam && (IsSuperuser || IsTied)));

    private bool HasAll => IsOwner || IsSuperuser;

    public bool CanWrite =>
        requester.MayWrite && (requester.ActsForTeam ? IsOwner : HasAll || OwningRole >= 4 || Shared >= 2);

    private bool MayManage => requester.MayWrite && !requester.ActsForTeam;

    public bool CanShare => MayManage && (HasAll || OwningRole >= 5 || Shared >= 3);

    public bool CanChangeOwner => MayManage && (HasAll || OwningRole >= 6 || Shared >= 3);

    public bool CanDelete => MayManage && (HasAll || OwningRole >= 6);

    public int GrantableLevel => !CanShare ? 0 : CanChangeOwner ? 3 : 2;

    public bool CanGrant(int level) => Math.Min(level, 3) <= GrantableLevel;

    public bool CanTransferTo(string principalId) =>
        CanRead && CanChangeOwner && (principalId[..5] == "user:" || IsSuperuser || RoleOf(principalId) >= 4);

    /// <summary>Managed users are visible to themselves, their party, superusers, and users with something in common.</summary>
    public bool CanSee(string userId) =>
        state.Users[userId].ManagedBy is null || IsSuperuser || requester.UserId == userId
        || (state.Granted.Count > 0 && state.Role(state.Acting, requester.UserId) is not null)
        || (IsTied && (state.OwnerId == "user:" + userId || state.Shares.ContainsKey("user:" + userId)));

    public bool CanSeePrivate(string userId) => requester.UserId == userId || IsSuperuser;

    public bool CanEditUser(string userId) => MayManage && (requester.UserId == userId || IsSuperuser);

    public bool CanDeleteUser(string userId) =>
        MayManage && IsSuperuser && !(state.Exists && state.OwnerId == "user:" + userId);

    public bool IsMember(string team) => state.Role(team, requester.UserId) is not null;

    public bool CanReadMembers(string team) => IsMember(team) || IsSuperuser;

    public bool CanReadHistory(string team) => !requester.ActsForTeam && (state.Role(team, requester.UserId) == 6 || IsSuperuser);

    public bool CanManageTeam(string team) => MayManage && (state.Role(team, requester.UserId) == 6 || IsSuperuser);

    public bool CanDeleteTeam(string team) => CanManageTeam(team) && !(state.Exists && state.OwnerId == "team:" + team);

    public bool CanAuthorize => MayManage && requester.IsParty;
}
