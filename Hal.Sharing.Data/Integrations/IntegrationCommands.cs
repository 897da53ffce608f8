namespace Hal.Sharing.Data.Integrations;

/// <summary>Creates, changes and deletes integrations, each in one transaction.</summary>
public sealed class IntegrationCommands(Database database, TimeProvider clock)
{
    /// <summary>Former slugs remain names of their integration permanently, so one integration cannot have any number of them.</summary>
    public const int MaxFormerSlugs = 100;

    private const string PrecheckSql = $"""
        call hold_caller(@caller);
        select {CallerStatements.CallerColumns},
               exists (select from integration_names n where lower(n.name) = lower(@id)) as id_is_taken,
               exists (select from integration_names n where lower(n.name) = lower(@slug)) as slug_is_taken
        from {CallerStatements.Caller} c
        """;

    private const string CreateSql = $"""
        with claimed as (
            insert into integration_names (name, integration_id)
            select distinct name, @id from (values (@id), (@slug)) as names (name)
        ), created as (
            insert into integrations as i (id, slug, name, type, description, owner_id, created_at, updated_at)
            values (@id, @slug, @name, @type, @description, 'user:' || @caller, @now, @now)
            returning {IntegrationQueries.Columns}
        ), recorded as (
            {ChangeRecord.Insert} 'integration.create', 'integration:' || i.id, null, to_jsonb(i) from created i
        )
        select {IntegrationQueries.Columns} from created i
        """;

    /// <summary>Creates an integration that the caller owns.</summary>
    /// <param name="chosenId">Counts for superusers only; null, or sent by anybody else: a generated one.</param>
    public Task<IntegrationChange> CreateAsync(Caller caller, string? chosenId, IntegrationContent content, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<IntegrationChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var slug = content.Slug ?? Slug.From(content.Name);
            var (facts, prechecks) = await connection.QueryAsync<Names>(
                caller, PrecheckSql, new { id = chosenId ?? "", slug }, cancel);
            if (facts.IsSuperuser && prechecks[0].IdIsTaken)
                return new(IntegrationOutcome.IdTaken);
            if (prechecks[0].SlugIsTaken || (facts.IsSuperuser && IsCaseConflict(chosenId, slug)))
                return new(IntegrationOutcome.SlugTaken);
            var row = await connection.QuerySingleAsync<IntegrationRow>(caller.Statement(CreateSql, new
            {
                id = facts.IsSuperuser && chosenId is not null ? chosenId : Guid.CreateVersion7(clock.GetUtcNow()).ToString(),
                slug, name = content.Name, type = content.Type, description = content.Description, now = clock.Now(),
            }, cancel));
            return new(IntegrationOutcome.Done, new(new(caller, facts.IsSuperuser, IntegrationFacts.Owner), row));
        }, cancellationToken);

    private sealed record Names(bool IdIsTaken, bool SlugIsTaken);

    /// <summary>An integration can have one name as its ID and slug, but not two names that differ only in case.</summary>
    private static bool IsCaseConflict(string? id, string slug) => id != slug && string.Equals(id, slug, StringComparison.OrdinalIgnoreCase);

    // The call waits for other writers; the select is a statement of its own, or the rights could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {IntegrationQueries.Columns},
               exists (select from integration_names n where lower(n.name) = lower(@slug) and (n.integration_id <> i.id or n.name <> @slug)) as slug_is_taken,
               exists (select from integration_names n where n.name = @slug and n.integration_id = i.id) as slug_is_own,
               exists (
                    select from integration_names n where n.integration_id = i.id and n.name not in (i.id, i.slug)
                    offset (@maxFormerSlugs - 1)) as has_max_former_slugs
        {CallerStatements.FromVisibleIntegration}
        """;

    private sealed record SlugClaim(bool SlugIsTaken, bool SlugIsOwn, bool HasMaxFormerSlugs)
    {
        public bool IsOneTooMany => !SlugIsOwn && HasMaxFormerSlugs;
    }

    private static async Task<(IntegrationAccess Access, IntegrationRow Row, SlugClaim Claim)?> LockAsync(
        NpgsqlTransaction transaction, Caller caller, string name, string? slug, CancellationToken cancellationToken)
    {
        var read = await transaction.Connection!.QueryLockedIntegrationAsync<IntegrationRow, SlugClaim>(
            caller, LockSql, new { name, target = (string?)null, slug = slug ?? "", maxFormerSlugs = MaxFormerSlugs }, cancellationToken);
        return read is var (access, row, claims) ? (access, row, claims[0]) : null;
    }

    // A slug that was once this integration's own is there already. One that somebody else claimed since the look fails on a key.
    private const string UpdateSql = $"""
        with claimed as (
            insert into integration_names (name, integration_id) values (@slug, @id) on conflict (name) do nothing
        ), before as (
            select {IntegrationQueries.Columns} from integrations i where i.id = @id
        ), written as (
            update integrations i
            set slug = @slug, name = @name, type = @type, description = @description, updated_at = @now, version = version + 1
            where i.id = @id
            returning {IntegrationQueries.Columns}
        ), recorded as (
            {ChangeRecord.Insert} 'integration.update', 'integration:' || i.id, (select to_jsonb(b) from before b), to_jsonb(i)
            from written i
        )
        select {IntegrationQueries.Columns} from written i
        """;

    /// <summary>Replaces what may be said of the integration; a slug that is null stays.</summary>
    public Task<IntegrationChange> UpdateAsync(
        Caller caller, string name, IntegrationContent content, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<IntegrationChange>(async (transaction, cancel) =>
        {
            if (await LockAsync(transaction, caller, name, content.Slug, cancel) is not var (access, row, claim))
                return new(IntegrationOutcome.Hidden);
            var slug = content.Slug ?? row.Slug;
            if (!access.CanWrite)
                return Forbidden(access, row, Permission.Write);
            if (slug != row.Slug && !access.CanChangeSlug)
                return Forbidden(access, row, Permission.ChangeOwner);
            if (!condition.Holds(row.Revision))
                return new(IntegrationOutcome.Stale, new(access, row));
            if (slug != row.Slug && claim.SlugIsTaken)
                return new(IntegrationOutcome.SlugTaken);
            if (slug != row.Slug && claim.IsOneTooMany)
                return new(IntegrationOutcome.TooManySlugs, new(access, row));
            if (row == row with { Slug = slug, Name = content.Name, Type = content.Type, Description = content.Description })
                return new(IntegrationOutcome.Unchanged, new(access, row));
            var written = await transaction.Connection!.QuerySingleAsync<IntegrationRow>(caller.Statement(UpdateSql, new
            {
                id = row.Id, slug, name = content.Name, type = content.Type, description = content.Description, now = clock.Now(),
            }, cancel));
            return new(IntegrationOutcome.Done, new(access, written));
        }, cancellationToken);

    private const string DeleteSql = $"""
        with deleted as (
            delete from integrations i where i.id = @id returning {IntegrationQueries.Columns}
        )
        {ChangeRecord.Insert} 'integration.delete', 'integration:' || i.id, to_jsonb(i), null from deleted i
        """;

    /// <summary>Deletes the integration and its shares. Its id and slugs are never used again.</summary>
    public Task<IntegrationChange> DeleteAsync(Caller caller, string name, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, cancel) =>
        {
            if (await LockAsync(transaction, caller, name, null, cancel) is not var (access, row, _))
                return new IntegrationChange(IntegrationOutcome.Hidden);
            if (!access.CanDelete)
                return Forbidden(access, row, Permission.Delete);
            if (!condition.Holds(row.Revision))
                return new(IntegrationOutcome.Stale, new(access, row));
            await transaction.Connection!.ExecuteAsync(caller.Statement(DeleteSql, new { id = row.Id, now = clock.Now() }, cancel));
            return new(IntegrationOutcome.Done);
        }, cancellationToken);

    private static IntegrationChange Forbidden(IntegrationAccess access, IntegrationRow row, string permission) =>
        new(IntegrationOutcome.Forbidden, Missing: permission, OwnerId: row.OwnerId, Level: access.Level);
}
