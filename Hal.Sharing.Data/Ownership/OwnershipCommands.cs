using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Transfers integrations, each in one transaction.</summary>
public sealed class OwnershipCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers and locks the caller's role in the target team. The select is a separate statement: otherwise the
    // permissions could be from before the wait.
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

    // The caller's permissions afterwards follow from the new owner: the previous owner keeps what shares grant them.
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

    /// <summary>Transfers the integration to a user or a team. Writes nothing if that principal owns it.</summary>
    public Task<TransferResult> TransferAsync(
        Caller caller, string idOrSlug, PrincipalId newOwner, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteQueuedWithRecheckAsync<TransferResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var owner = newOwner.ToString();
            var targetTeam = newOwner.Kind == PrincipalKind.Team ? newOwner.Id : null;
            var read = await connection.QueryLockedIntegrationAsync<IntegrationRow, NewOwnerRow>(
                caller, LockSql, new { name = idOrSlug, owner, target = targetTeam }, cancel);
            if (read is not var (access, row, found))
                return new TransferResult.NotFound();
            if (!access.CanChangeOwner)
                return new TransferResult.Forbidden(Permission.ChangeOwner, access, row.OwnerId);
            if (targetTeam is not null && found is [var team] && !access.CanChangeOwnerToTeam(team.RoleInTeam))
                return new TransferResult.Forbidden(Permission.ChangeOwnerToTeam, access, row.OwnerId);
            if (!condition.Holds(OwnerRow.RevisionOf(row.OwnerId)))
                return new TransferResult.Stale(row);
            if (found is not [_])
                return new TransferResult.UnknownOwner();
            if (row.OwnerId == owner)
                return new TransferResult.Unchanged(new(access, row));
            var (accessLeft, written) = await connection.QueryIntegrationAsync<IntegrationRow>(
                caller, TransferSql, new { id = row.Id, owner, before = row.OwnerId, now = clock.Now() }, cancel)
                ?? throw new InvalidOperationException("The transfer returned no integration.");
            return new TransferResult.Updated(new(accessLeft, written));
        }, cancellationToken);
}
