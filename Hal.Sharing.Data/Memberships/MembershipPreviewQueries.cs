using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Data.Memberships;

/// <summary>Previews changes of members. Nothing is written and no lock is taken.</summary>
public sealed class MembershipPreviewQueries(Database database)
{
    private const string PreviewSql = $"""
        select {CallerStatements.CallerColumns},
               t.id, t.is_known,
               {PreviewRow.Columns}
        from {CallerStatements.Caller} c
        left join lateral (
            select t.id, exists (select from visible_principal(@caller, c.is_superuser, 'user:' || @user_id)) as is_known
            from teams t where t.id = @team_id) t on true
        left join lateral preview_of_member(@caller, c.is_superuser, t.id, @user_id, @role) p on true
        """;

    private sealed record TeamRow(string Id, bool IsKnown);

    /// <summary>Previews the addition of a user who is not a member.</summary>
    public Task<PreviewResult<MembershipResult, MembershipPreview>> AddAsync(
        Caller caller, string teamId, string userId, TeamRole role, CancellationToken cancellationToken) =>
        PreviewAsync(caller, teamId, userId, role, decision => decision.Add(), cancellationToken);

    /// <summary>Previews another role for a member.</summary>
    public Task<PreviewResult<MembershipResult, MembershipPreview>> ChangeAsync(
        Caller caller, string teamId, string userId, TeamRole role, Precondition condition, CancellationToken cancellationToken) =>
        PreviewAsync(caller, teamId, userId, role, decision => decision.Change(role, condition), cancellationToken);

    /// <summary>Previews the removal of a member.</summary>
    public Task<PreviewResult<MembershipResult, MembershipPreview>> RemoveAsync(
        Caller caller, string teamId, string userId, Precondition condition, CancellationToken cancellationToken) =>
        PreviewAsync(caller, teamId, userId, null, decision => decision.Remove(condition), cancellationToken);

    /// <param name="role">The role afterwards; null for none.</param>
    /// <param name="decide">Returns how the real request ends without a write.</param>
    private Task<PreviewResult<MembershipResult, MembershipPreview>> PreviewAsync(
        Caller caller, string teamId, string userId, TeamRole? role, Func<MembershipDecision, MembershipResult?> decide,
        CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, team, members) = await connection.QueryWholeAsync<MemberTeamRow, MembershipRow>(
                caller, MembershipQueries.GetSql, new { team_id = teamId, user_id = userId }, cancel);
            if (team is null)
                return Refused(new MembershipResult.TeamNotFound());
            var access = new TeamAccess(caller, facts, team.CallerRole);
            var member = members.SingleOrDefault();
            if (decide(new(access, userId, member, IsLocked: true)) is not (null or MembershipResult.Unchanged) and var ended)
                return Refused(ended);
            var (_, found, rows) = await connection.QueryWholeAsync<TeamRow, PreviewRow>(
                caller, PreviewSql, new { team_id = teamId, user_id = userId, role = (short?)role }, cancel);
            if (found is null)
                return Refused(new MembershipResult.TeamNotFound());
            if (member is null && !found.IsKnown)
                return Refused(new MembershipResult.UnknownUser());
            return new(null, new MembershipPreview(
                teamId, userId, role, member, caller.Id == userId ? role : team.CallerRole, PreviewRows.SumUp(rows, callerId: null)));
        }, cancellationToken);

    private static PreviewResult<MembershipResult, MembershipPreview> Refused(MembershipResult? refusal) => new(refusal, null);
}

/// <summary>What a change of a member would do.</summary>
/// <param name="Role">The role afterwards; null for a removal.</param>
/// <param name="Member">The present member; null for an addition.</param>
/// <param name="SelfAfter">The role that the caller would have in the team; null for none.</param>
public sealed record MembershipPreview(
    string TeamId, string UserId, TeamRole? Role, MembershipRow? Member, TeamRole? SelfAfter, Preview Preview);
