namespace Hal.Sharing.Data.Shares;

/// <summary>Creates, changes and revokes shares; each in one transaction that begins with the integration's lock.</summary>
public sealed class ShareCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers; the select is a statement of its own, or the rights could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, p.id as known_principal_id,
               s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, p.name as principal_name
        {CallerStatements.FromVisibleIntegration}
        left join lateral visible_principal(@caller, c.is_superuser, @principal) p on true
        left join shares s on s.integration_id = i.id and s.principal_id = @principal
        """;

    private sealed record LockedRow(string Id, string OwnerId, string? KnownPrincipalId);

    private static async Task<(IntegrationAccess Access, LockedRow Integration, ShareRow? Share)?> LockAsync(
        NpgsqlTransaction transaction, Caller caller, string name, string principalId, CancellationToken cancellationToken)
    {
        var read = await transaction.Connection!.QueryLockedIntegrationAsync<LockedRow, ShareRow>(
            caller, LockSql, new { name, target = (string?)null, principal = principalId }, cancellationToken);
        return read is var (access, integration, shares) ? (access, integration, shares.SingleOrDefault()) : null;
    }

    /// <summary>Creates a share, and changes none.</summary>
    public Task<ShareChange> CreateAsync(Caller caller, string name, string principalId, int accessLevel, CancellationToken cancellationToken) =>
        WriteAsync(caller, name, principalId, accessLevel, Precondition.None, onlyCreate: true, cancellationToken);

    /// <summary>Creates the share or sets its level; what changes nothing leaves no trace.</summary>
    /// <param name="accessLevel">Null creates a share of level 1 and changes none: one of another level is answered with <see cref="ShareOutcome.LevelRequired"/>.</param>
    public Task<ShareChange> PutAsync(
        Caller caller, string name, string principalId, int? accessLevel, Precondition condition, CancellationToken cancellationToken) =>
        WriteAsync(caller, name, principalId, accessLevel, condition, onlyCreate: false, cancellationToken);

    private Task<ShareChange> WriteAsync(
        Caller caller, string name, string principalId, int? named, Precondition condition, bool onlyCreate, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<ShareChange>(async (transaction, cancel) =>
        {
            var accessLevel = named ?? AccessLevel.View;
            if (await LockAsync(transaction, caller, name, principalId, cancel) is not var (access, integration, existing))
                return ShareChange.Hidden;
            var change = new ShareChange(ShareOutcome.Unchanged, integration.Id, integration.OwnerId, access, existing);
            if (integration.KnownPrincipalId is null)
                return change with { Outcome = ShareOutcome.UnknownPrincipal };
            if (!access.CanShare)
                return change with { Outcome = ShareOutcome.MayNotShare };
            if (!access.CanGrant(accessLevel) || (existing is not null && !access.CanGrant(existing.AccessLevel)))
                return change with { Outcome = ShareOutcome.AboveOwnLevel };
            if (!condition.Holds(existing?.Revision))
                return change with { Outcome = ShareOutcome.Stale };
            if (existing is not null && onlyCreate)
                return change with { Outcome = ShareOutcome.AlreadyShared };
            if (existing?.AccessLevel == accessLevel)
                return change;
            if (existing is not null && named is null)
                return change with { Outcome = ShareOutcome.LevelRequired };
            var written = await UpsertAsync(transaction, caller, integration.Id, principalId, accessLevel, existing?.AccessLevel, cancel);
            return change with
            {
                Outcome = existing is null ? ShareOutcome.Created : ShareOutcome.Changed,
                Share = written,
                Access = await AccessLeftAsync(transaction, caller, integration.Id, principalId, cancel) ?? access,
            };
        }, cancellationToken);

    private const string AccessSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, null::text as known_principal_id
        {CallerStatements.FromVisibleIntegration}
        """;

    /// <summary>What the caller holds once a share was written that may be his own; null where it cannot be.</summary>
    private static async Task<IntegrationAccess?> AccessLeftAsync(
        NpgsqlTransaction transaction, Caller caller, string integrationId, string principalId, CancellationToken cancellationToken)
    {
        var principal = PrincipalId.Parse(principalId);
        if (principal.Kind == PrincipalKind.User && principal.Id != caller.Id)
            return null;
        var left = await transaction.Connection!.QueryIntegrationAsync<LockedRow>(caller, AccessSql, new { name = integrationId }, cancellationToken);
        return left?.Access;
    }

    private const string UpsertSql = $"""
        with written as (
            insert into shares as s (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            values (@integration, @principal, @level, @caller, @now, @now)
            on conflict (integration_id, principal_id) do update
            set access_level = excluded.access_level, granted_by = excluded.granted_by, updated_at = excluded.updated_at,
                version = s.version + 1
            returning integration_id, principal_id, access_level, created_at, updated_at, s.version
        ), recorded as (
            {ChangeRecord.Insert} 'share.put', 'share:' || integration_id || '/' || principal_id,
                   case when @before is not null then jsonb_build_object('accessLevel', @before) end,
                   jsonb_build_object('accessLevel', access_level)
            from written
        )
        select w.integration_id, w.principal_id, w.access_level, w.created_at, w.updated_at, w.version, p.name as principal_name
        from written w join principals p on p.id = w.principal_id
        """;

    private Task<ShareRow> UpsertAsync(
        NpgsqlTransaction transaction, Caller caller, string integrationId, string principalId, int level, int? before, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleAsync<ShareRow>(caller.Statement(UpsertSql, new
        {
            integration = integrationId, principal = principalId, level, before, now = clock.Now(),
        }, cancellationToken));

    /// <summary>Revokes the share.</summary>
    public Task<ShareChange> DeleteAsync(
        Caller caller, string name, string principalId, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, cancel) =>
        {
            if (await LockAsync(transaction, caller, name, principalId, cancel) is not var (access, integration, existing))
                return ShareChange.Hidden;
            var change = new ShareChange(ShareOutcome.Revoked, integration.Id, integration.OwnerId, access, existing);
            if (existing is null)
                return change with { Outcome = ShareOutcome.NoSuchShare };
            if (!access.CanShare)
                return change with { Outcome = ShareOutcome.MayNotShare };
            if (!access.CanGrant(existing.AccessLevel))
                return change with { Outcome = ShareOutcome.AboveOwnLevel };
            if (!condition.Holds(existing.Revision))
                return change with { Outcome = ShareOutcome.Stale };
            await transaction.Connection!.ExecuteAsync(caller.Statement(
                DeleteSql, new { integration = integration.Id, principal = principalId, now = clock.Now() }, cancel));
            return change;
        }, cancellationToken);

    private const string DeleteSql = $"""
        with revoked as (
            delete from shares where integration_id = @integration and principal_id = @principal
            returning integration_id, principal_id, access_level
        )
        {ChangeRecord.Insert} 'share.revoke', 'share:' || integration_id || '/' || principal_id,
               jsonb_build_object('accessLevel', access_level), null
        from revoked
        """;
}
