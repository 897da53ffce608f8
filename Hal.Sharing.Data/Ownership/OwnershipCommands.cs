using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Transfers integrations, each in one transaction.</summary>
public sealed class OwnershipCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers and locks the caller's role in the target team. The select is a separate statement: otherwise the
    // permissions could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        {TransferDecision.ReadSql}
        """;

    // The caller's permissions afterwards follow from the new owner: the previous owner keeps what shares grant them.
    private const string TransferSql = $"""
        with written as (
            update integrations i set owner_id = @owner, updated_at = @now, version = version + 1
            where i.id = @id
            returning {IntegrationQueries.Columns}
        ), recorded as (
            {ChangeRecord.InsertOfTransfer} 'integration.transfer', 'integration:' || id,
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
            var values = TransferDecision.Values(idOrSlug, newOwner);
            var read = await connection.QueryLockedIntegrationAsync<IntegrationRow, NewOwnerRow>(caller, LockSql, values, cancel);
            if (read is not var (access, row, found))
                return new TransferResult.NotFound();
            if (TransferDecision.Decide(access, row, found, newOwner, condition) is { } ended)
                return ended;
            var owner = newOwner.ToString();
            var (accessLeft, written) = await connection.QueryIntegrationAsync<IntegrationRow>(
                caller, TransferSql, new { id = row.Id, owner, before = row.OwnerId, now = clock.Now() }, cancel)
                ?? throw new InvalidOperationException("The transfer returned no integration.");
            return new TransferResult.Updated(new(accessLeft, written));
        }, cancellationToken);
}
