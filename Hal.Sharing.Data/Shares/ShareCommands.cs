namespace Hal.Sharing.Data.Shares;

/// <summary>Creates, changes and revokes shares, each in one transaction that begins with the integration's lock.</summary>
public sealed class ShareCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers. The select is a separate statement: otherwise the permissions could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        {ShareDecision.ReadSql}
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    private static async Task<ShareDecision?> LockAsync(
        NpgsqlConnection connection, Caller caller, string idOrSlug, string principalId, CancellationToken cancellationToken) =>
        ShareDecision.Of(await connection.QueryLockedIntegrationAsync<SharedIntegrationRow, ShareRow>(
            caller, LockSql, new { name = idOrSlug, target = (string?)null, principal = principalId }, cancellationToken));

    /// <summary>Creates a share, and changes none.</summary>
    public Task<ShareResult> CreateAsync(
        Caller caller, string idOrSlug, string principalId, int accessLevel, CancellationToken cancellationToken) =>
        WriteAsync(caller, idOrSlug, principalId, accessLevel, Precondition.None, onlyCreate: true, cancellationToken);

    /// <summary>Creates the share or sets its level. Writes nothing if the share has this level.</summary>
    /// <param name="accessLevel">
    /// Null creates a share of level 1 and changes none: a share of another level results in <see cref="ShareResult.LevelRequired"/>.
    /// </param>
    public Task<ShareResult> PutAsync(
        Caller caller, string idOrSlug, string principalId, int? accessLevel, Precondition condition,
        CancellationToken cancellationToken) =>
        WriteAsync(caller, idOrSlug, principalId, accessLevel, condition, onlyCreate: false, cancellationToken);

    private Task<ShareResult> WriteAsync(
        Caller caller, string idOrSlug, string principalId, int? named, Precondition condition, bool onlyCreate,
        CancellationToken cancellationToken) =>
        database.WriteQueuedWithRecheckAsync<ShareResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, idOrSlug, principalId, cancel) is not { } decision)
                return new ShareResult.NotFound();
            if (decision.Put(named, condition, onlyCreate) is { } ended)
                return ended;
            var (access, existing) = (decision.Access, decision.Existing);
            var (written, remaining) = await UpsertAsync(
                connection, caller, access, decision.IntegrationId, principalId, named ?? AccessLevel.View, existing?.AccessLevel, cancel);
            return existing is null ? new ShareResult.Created(written, remaining) : new ShareResult.Updated(written, remaining);
        }, cancellationToken);

    // The trigger maintain_share_list increments the version of the list. Callers can see themselves, so they see the grantor.
    private const string UpsertSql = $"""
        with written as (
            insert into shares as s (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            values (@integration, @principal, @level, @caller, @now, @now)
            on conflict (integration_id, principal_id) do update
            set access_level = excluded.access_level, granted_by = excluded.granted_by,
                updated_at = greatest(s.updated_at, excluded.updated_at),
                version = s.version + 1
            returning {ShareQueries.Columns}, s.granted_by
        ), recorded as (
            {ChangeRecord.InsertOfShares} 'share.put', 'share:' || integration_id || '/' || principal_id,
                   case when @before is not null then jsonb_build_object('accessLevel', @before) end,
                   jsonb_build_object('accessLevel', access_level)
            from written
        )
        select {ShareQueries.Columns}, p.name as principal_name, 'user:' || s.granted_by as granted_by
        from written s join principals p on p.id = s.principal_id
        """;

    // The select is a separate statement: it must see the share.
    private const string UpsertAndReadAccessSql = $"""
        {UpsertSql};
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, null::text as known_principal_id
        {CallerStatements.FromVisibleIntegration}
        """;

    /// <summary>Returns the share, and the caller's access after the write, which can change if the share can be their own.</summary>
    private async Task<(ShareRow Written, IntegrationAccess Remaining)> UpsertAsync(
        NpgsqlConnection connection, Caller caller, IntegrationAccess access, string integrationId, string principalId, int level,
        int? before, CancellationToken cancellationToken)
    {
        var values = new { integration = integrationId, name = integrationId, principal = principalId, level, before, now = clock.Now() };
        var principal = PrincipalId.Parse(principalId);
        if (principal.Kind == PrincipalKind.User && principal.Id != caller.Id)
            return (await connection.QuerySingleAsync<ShareRow>(caller.Statement(UpsertSql, values, cancellationToken)), access);

        await using var lines = await ResultLines.OpenAsync(
            connection, caller.Statement(UpsertAndReadAccessSql, values, cancellationToken));
        var written = await lines.BeforeAsync<ShareRow>();
        return (written, (await lines.IntegrationAsync<SharedIntegrationRow>(caller))?.Access ?? access);
    }

    private const string DeleteSql = $"""
        {ChangeRecord.SetTime}
        with revoked as (
            delete from shares where integration_id = @integration and principal_id = @principal
            returning integration_id, principal_id, access_level
        )
        {ChangeRecord.InsertOfShares} 'share.revoke', 'share:' || integration_id || '/' || principal_id,
               jsonb_build_object('accessLevel', access_level), null
        from revoked
        """;

    /// <summary>Revokes the share.</summary>
    public Task<ShareResult> DeleteAsync(
        Caller caller, string idOrSlug, string principalId, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteQueuedAsync<ShareResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, idOrSlug, principalId, cancel) is not { } decision)
                return new ShareResult.NotFound();
            if (decision.Delete(condition) is { } ended)
                return ended;
            await connection.ExecuteAsync(caller.Statement(
                DeleteSql, new { integration = decision.IntegrationId, principal = principalId, now = clock.Now() }, cancel));
            return new ShareResult.Deleted(decision.IntegrationId);
        }, cancellationToken);
}
