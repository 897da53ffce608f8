namespace Hal.Sharing.Data.Shares;

/// <summary>Changes many shares of one integration in one transaction, with as many statements as one share needs.</summary>
public sealed class BulkShareCommands(Database database, TimeProvider clock)
{
    public const int MaxItems = 1000;

    // The call waits for other writers. The select is a separate statement: otherwise the permissions could be from before the wait.
    // Principals are not looked up for a caller who cannot read the integration.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, i.share_list_version,
               w.requested_id, w.is_known,
               {ShareQueries.Columns}, s.principal_name, null::text as granted_by
        {CallerStatements.FromVisibleIntegration}
        left join lateral (
            select r.id as requested_id, r.place,
                   exists (select from visible_principal(@caller, c.is_superuser, r.id)) as is_known
            from unnest(@principals::text[]) with ordinality as r (id, place)
            where i.id is not null) w on true
        left join lateral (
            select {ShareQueries.Columns}, p.name as principal_name
            from shares s join principals p on p.id = s.principal_id
            where s.integration_id = i.id and s.principal_id = w.requested_id) s on true
        order by w.place
        """;

    private sealed record LockedRow(string Id, string OwnerId, long ShareListVersion);

    private sealed record RequestedRow(string RequestedId, bool IsKnown);

    private sealed record Locked(LockedRow Integration, IReadOnlyList<ShareDecision> Decisions)
    {
        public string Version => Revision.VersionOf(Integration.ShareListVersion);
    }

    /// <summary>Returns the decisions in the order of the principals; null if the caller cannot read the integration.</summary>
    private static async Task<Locked?> LockAsync(
        NpgsqlConnection connection, Caller caller, string idOrSlug, string[] principals, CancellationToken cancellationToken)
    {
        var values = new { name = idOrSlug, target = (string?)null, principals };
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(LockSql, values, cancellationToken));
        var isLocked = await lines.BeforeAsync<bool?>() ?? throw new BusyResourceException();
        var facts = lines.Facts(caller);
        var (ties, row) = (lines.First<IntegrationFacts>(), lines.First<LockedRow>());
        var access = ties is null ? null : new IntegrationAccess(caller, facts.IsSuperuser, ties);
        var decisions = await lines.RestAsync<RequestedRow, ShareRow, ShareDecision>((requested, share) =>
            requested is null ? null : new(access!, row!.Id, row.OwnerId, requested.IsKnown, share));
        return isLocked && row is not null ? new(row, decisions) : null;
    }

    /// <summary>
    /// Makes each change as the single request would, with the access that the caller has before the first one. The version of the list
    /// increments once.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="idOrSlug">The integration.</param>
    /// <param name="items">At least one and at most <see cref="MaxItems"/>, each for another principal.</param>
    /// <param name="isAtomic">Whether one refused change prevents all others.</param>
    /// <param name="condition">Of the version of the share list.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public Task<BulkShareResult> ChangeAsync(
        Caller caller, string idOrSlug, IReadOnlyList<BulkShareItem> items, bool isAtomic, Precondition condition,
        CancellationToken cancellationToken)
    {
        string[] principals = [.. items.Select(item => item.PrincipalId)];
        return database.WriteQueuedWithRecheckAsync<BulkShareResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, idOrSlug, principals, cancel) is not { } locked)
                return new BulkShareResult.NotFound();
            var (integration, access) = (locked.Integration, locked.Decisions[0].Access);
            if (!access.CanShare)
                return new BulkShareResult.Forbidden(new(access, integration.Id, integration.OwnerId));
            var ofList = OfVersion(condition);
            if (!ofList.Holds(locked.Version))
                return new BulkShareResult.Stale(integration.Id, ofList, locked.Version);

            BulkShareOutcome[] outcomes = [.. items.Zip(locked.Decisions, Decide)];
            if (isAtomic && outcomes.Any(outcome => outcome.Effect is BulkShareEffect.Refused))
                return new BulkShareResult.Refused(outcomes);
            BulkShareItem[] changes =
            [
                .. from outcome in outcomes
                   where outcome.Effect is not (BulkShareEffect.Unchanged or BulkShareEffect.Refused)
                   select outcome.Item,
            ];
            if (changes.Length > 0)
                access = await WriteAsync(connection, caller, integration, changes, cancel);
            return new BulkShareResult.Done(integration.Id, access is { CanReadAccess: true }, changes.Length > 0, outcomes);
        }, cancellationToken);
    }

    /// <summary>
    /// Returns the part of the precondition that is about the version: a rename of a principal does not concern the shares.
    /// </summary>
    private static Precondition OfVersion(Precondition condition) => condition with
    {
        Revisions = condition.Revisions is null ? null : [.. condition.Revisions.Select(Revision.VersionOf).OfType<string>()],
        OtherThan = [.. condition.OtherThan.Select(Revision.VersionOf).OfType<string>()],
        FormRevision = condition.FormRevision is null ? null : Revision.VersionOf(condition.FormRevision) ?? "",
    };

    private static BulkShareOutcome Decide(BulkShareItem item, ShareDecision decision)
    {
        var ended = item.Revokes
            ? decision.Delete(Precondition.None)
            : decision.Put(item.AccessLevel, Precondition.None, onlyCreate: false);
        var effect = ended switch
        {
            ShareResult.Unchanged => BulkShareEffect.Unchanged,
            not null => BulkShareEffect.Refused,
            _ when item.Revokes => BulkShareEffect.Revoked,
            _ => decision.Existing is null ? BulkShareEffect.Created : BulkShareEffect.Updated,
        };
        return new(item, effect, effect is BulkShareEffect.Refused ? ended : null);
    }

    // All parts of the first statement see the shares from before it. The triggers of shares count inserts, updates and deletions
    // separately; the second statement makes them one step. No other transaction sees the versions between, because of the lock. The
    // select is a separate statement: it must see what is written.
    private const string WriteSql = $"""
        with items as (
            select r.principal_id, r.level, r.place, s.access_level as before
            from unnest(@principals::text[], @levels::integer[]) with ordinality as r (principal_id, level, place)
            left join shares s on s.integration_id = @integration and s.principal_id = r.principal_id
        ), written as (
            insert into shares as s (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select @integration, i.principal_id, i.level, @caller, @now, @now from items i where i.level > 0
            on conflict (integration_id, principal_id) do update
            set access_level = excluded.access_level, granted_by = excluded.granted_by, updated_at = excluded.updated_at,
                version = s.version + 1
        ), timed as materialized (
            select {ChangeRecord.Time} as now
        ), revoked as (
            delete from shares s using items i, timed t
            where i.level = 0 and s.integration_id = @integration and s.principal_id = i.principal_id and t.now is not null
        )
        {ChangeRecord.InsertOfShares} case when i.level > 0 then 'share.put' else 'share.revoke' end,
               'share:' || integration_id || '/' || i.principal_id,
               case when i.before is not null then jsonb_build_object('accessLevel', i.before) end,
               case when i.level > 0 then jsonb_build_object('accessLevel', i.level) end
        from items i cross join (select @integration as integration_id) t
        order by i.place;
        update integrations set share_list_version = @version where id = @integration;
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, i.share_list_version
        {CallerStatements.FromVisibleIntegration}
        """;

    /// <summary>Returns the caller's access after the changes; null if there is none left.</summary>
    private async Task<IntegrationAccess?> WriteAsync(
        NpgsqlConnection connection, Caller caller, LockedRow integration, BulkShareItem[] changes, CancellationToken cancellationToken)
    {
        var values = new
        {
            integration = integration.Id,
            name = integration.Id,
            principals = changes.Select(item => item.PrincipalId).ToArray(),
            levels = changes.Select(item => item.Revokes ? 0 : item.AccessLevel ?? AccessLevel.View).ToArray(),
            version = integration.ShareListVersion + 1,
            now = clock.Now(),
        };
        return (await connection.QueryIntegrationAsync<LockedRow>(caller, WriteSql, values, cancellationToken))?.Access;
    }
}
