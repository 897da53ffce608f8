using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Hands integrations over, in one transaction.</summary>
public sealed class OwnershipCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers and holds the caller's role in the target team; the select is a statement of its own, or the
    // rights could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {IntegrationQueries.Columns},
               p.id as new_owner_id,
               (select m.role from memberships m where m.user_id = @caller and m.team_id = @target) as role_in_team
        {CallerStatements.FromVisibleIntegration}
        left join lateral visible_principal(@caller, c.is_superuser, @owner) p on true
        """;

    private sealed record NewOwnerRow(string NewOwnerId, TeamRole? RoleInTeam);

    // What the caller holds afterwards follows from the new owner: the old one keeps what shares give him.
    private const string TransferSql = $"""
        with written as (
            update integrations i set owner_id = @owner, updated_at = @now, version = version + 1
            where i.id = @id
            returning {IntegrationQueries.Columns}
        ), recorded as (
            {ChangeRecord.Insert} 'integration.transfer', 'integration:' || id,
                   jsonb_build_object('ownerId', @before), jsonb_build_object('ownerId', owner_id)
            from written
        )
        select {CallerStatements.CallerColumns},
               f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
               {IntegrationQueries.Columns}
        from written i cross join {CallerStatements.Caller} c cross join lateral integration_facts(@caller, i.id, i.owner_id) f
        """;

    /// <summary>Gives the integration to a user or a team.</summary>
    public Task<IntegrationChange> TransferAsync(
        Caller caller, string name, PrincipalId newOwner, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<IntegrationChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var owner = newOwner.ToString();
            var read = await connection.QueryLockedIntegrationAsync<IntegrationRow, NewOwnerRow>(caller, LockSql, new
            {
                name, owner, target = newOwner.Kind == PrincipalKind.Team ? newOwner.Id : null,
            }, cancel);
            if (read is not var (access, row, found))
                return new(IntegrationOutcome.Hidden);
            if (!access.CanChangeOwner)
                return Forbidden(access, row, Permission.ChangeOwner);
            if (newOwner.Kind == PrincipalKind.Team && found is [var team] && !access.CanChangeOwnerToTeam(team.RoleInTeam))
                return Forbidden(access, row, Permission.ChangeOwnerToTeam);
            if (!condition.Holds(OwnerRow.RevisionOf(row.OwnerId)))
                return new(IntegrationOutcome.Stale, new(access, row));
            if (found is not [_])
                return new(IntegrationOutcome.UnknownOwner);
            if (row.OwnerId == owner)
                return new(IntegrationOutcome.Unchanged, new(access, row));
            var written = await connection.QueryIntegrationAsync<IntegrationRow>(caller, TransferSql, new { id = row.Id, owner, before = row.OwnerId, now = clock.Now() }, cancel);
            return new(IntegrationOutcome.Done, new(written!.Access, written.Row));
        }, cancellationToken);

    private static IntegrationChange Forbidden(IntegrationAccess access, IntegrationRow row, string permission) =>
        new(IntegrationOutcome.Forbidden, Missing: permission, OwnerId: row.OwnerId, Level: access.Level);
}
