using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Previews;

/// <summary>
/// Who has what in a world of tests, and the rule of the contract over it, written again: this shares no code with the server.
/// </summary>
internal sealed record AccessState(
    IReadOnlyDictionary<string, (string? ManagedBy, bool IsSuperuser)> Users,
    IReadOnlyDictionary<(string Team, string User), int> Members,
    IReadOnlyDictionary<string, string> Owners,
    IReadOnlyDictionary<(string Integration, string Principal), int> Shares,
    IReadOnlySet<(string User, string Team)> Authorizations)
{
    private sealed record UserRow(string Id, string? ManagedBy, bool IsSuperuser);

    private sealed record MemberRow(string TeamId, string UserId, int Role);

    private sealed record OwnerRow(string Id, string OwnerId);

    private sealed record ShareRow(string IntegrationId, string PrincipalId, int AccessLevel);

    private sealed record AuthorizationRow(string UserId, string TeamId);

    /// <summary>Reads what belongs to a world: everything with this prefix.</summary>
    public static async Task<AccessState> ReadAsync(SharingFixture stage, string prefix)
    {
        var like = new { like = prefix + "%" };
        var users = await stage.QueryAsync<UserRow>(
            """select id, managed_by as "ManagedBy", is_superuser as "IsSuperuser" from users where id like @like""", like);
        var members = await stage.QueryAsync<MemberRow>("""
            select team_id as "TeamId", user_id as "UserId", role::int as role from memberships where team_id like @like
            """, like);
        var owners = await stage.QueryAsync<OwnerRow>(
            """select id, owner_id as "OwnerId" from integrations where id like @like""", like);
        var shares = await stage.QueryAsync<ShareRow>("""
            select integration_id as "IntegrationId", principal_id as "PrincipalId", access_level as "AccessLevel"
            from shares where integration_id like @like
            """, like);
        var authorizations = await stage.QueryAsync<AuthorizationRow>(
            """select user_id as "UserId", team_id as "TeamId" from team_authorizations where team_id like @like""", like);
        return new(
            users.ToDictionary(user => user.Id, user => (user.ManagedBy, user.IsSuperuser)),
            members.ToDictionary(member => (member.TeamId, member.UserId), member => member.Role),
            owners.ToDictionary(owner => owner.Id, owner => owner.OwnerId),
            shares.ToDictionary(share => (share.IntegrationId, share.PrincipalId), share => share.AccessLevel),
            authorizations.Select(row => (row.UserId, row.TeamId)).ToHashSet());
    }

    public IEnumerable<string> Teams => Members.Keys.Select(member => member.Team).Distinct();

    public IEnumerable<string> MembersOf(string team) =>
        from member in Members.Keys where member.Team == team select member.User;

    /// <summary>The users behind a principal.</summary>
    public IEnumerable<string> Behind(string principal) =>
        principal.StartsWith("user:", StringComparison.Ordinal) ? [principal[5..]] : MembersOf(principal[5..]);

    /// <summary>The integrations that a team owns or has a share of.</summary>
    public IEnumerable<string> Of(string team) =>
        from integration in Owners.Keys
        where Owners[integration] == $"team:{team}" || Shares.ContainsKey((integration, $"team:{team}"))
        select integration;

    /// <summary>The level as documents show it: a number or "owner"; null for no access.</summary>
    /// <param name="seenBySuperuser">Whether the reader learns who is a superuser.</param>
    public string? Level(string user, string integration, bool seenBySuperuser)
    {
        if (!Owners.TryGetValue(integration, out var owner))
            return null;
        if (owner == $"user:{user}")
            return "owner";
        var level = seenBySuperuser && Users[user].IsSuperuser ? 3 : Math.Min(3, Shares.GetValueOrDefault((integration, $"user:{user}")));
        foreach (var ((team, member), role) in Members)
        {
            if (member != user)
                continue;
            if (owner == $"team:{team}")
                level = Math.Max(level, role == 6 ? 3 : role >= 4 ? 2 : 1);
            if (Shares.TryGetValue((integration, $"team:{team}"), out var shared))
                level = Math.Max(level, Math.Min(shared, role == 6 ? 3 : 2));
        }
        return level == 0 ? null : $"{level}";
    }

    /// <summary>The contract, section 1: managed users are visible to few.</summary>
    public bool CanSee(string caller, string user)
    {
        var managedBy = Users[user].ManagedBy;
        return managedBy is null || managedBy == caller || user == caller || Users[caller].IsSuperuser
            || Teams.Any(team => Members.ContainsKey((team, caller))
                && (Members.ContainsKey((team, user)) || Authorizations.Contains((user, team))))
            || Owners.Keys.Any(integration => Level(caller, integration, seenBySuperuser: false) is not null
                && (Owners[integration] == $"user:{user}" || Shares.ContainsKey((integration, $"user:{user}"))));
    }
}
