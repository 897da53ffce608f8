namespace Hal.Sharing.Data.Integrations;

/// <summary>Creates, changes and deletes integrations, each in one transaction.</summary>
public sealed class IntegrationCommands(Database database, TimeProvider clock)
{
    /// <summary>Former slugs remain names of their integration permanently, so their number is limited.</summary>
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
    /// <param name="chosenId">For superusers; ignored if other callers send it. Null for a generated ID.</param>
    public Task<IntegrationResult> CreateAsync(
        Caller caller, string? chosenId, IntegrationContent content, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<IntegrationResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var slug = content.Slug ?? Slug.From(content.Name);
            var (facts, prechecks) = await connection.QueryAsync<Names>(
                caller, PrecheckSql, new { id = chosenId ?? "", slug }, cancel);
            if (!IntegrationAccess.CanCreate(caller))
                return new IntegrationResult.CreationForbidden();
            var id = facts.IsSuperuser ? chosenId : null;
            if (id is not null && prechecks[0].IdIsTaken)
                return new IntegrationResult.IdTaken(id);
            if (prechecks[0].SlugIsTaken || IsCaseConflict(id, slug))
                return new IntegrationResult.SlugTaken(slug);
            var row = await connection.QuerySingleAsync<IntegrationRow>(caller.Statement(CreateSql, new
            {
                id = id ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString(),
                slug, name = content.Name, type = content.Type, description = content.Description, now = clock.Now(),
            }, cancel));
            return new IntegrationResult.Created(new(new(caller, facts.IsSuperuser, IntegrationFacts.Owner), row));
        }, cancellationToken);

    private sealed record Names(bool IdIsTaken, bool SlugIsTaken);

    /// <summary>An integration can have one name as its ID and slug, but not two names that differ only in case.</summary>
    private static bool IsCaseConflict(string? id, string slug) =>
        id != slug && string.Equals(id, slug, StringComparison.OrdinalIgnoreCase);

    // The call waits for other writers. The select is a separate statement: otherwise the permissions could be from before the wait.
    private const string LockSql = $"""
        {CallerStatements.LockIntegration}
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {IntegrationQueries.Columns},
               exists (
                    select from integration_names n
                    where lower(n.name) = lower(@slug) and (n.integration_id <> i.id or n.name <> @slug)) as slug_is_taken,
               exists (select from integration_names n where n.name = @slug and n.integration_id = i.id) as slug_is_own,
               exists (
                    select from integration_names n where n.integration_id = i.id and n.name not in (i.id, i.slug)
                    offset (@maxFormerSlugs - 1)) as has_max_former_slugs
        {CallerStatements.FromVisibleIntegration}
        """;

    private sealed record SlugClaim(bool SlugIsTaken, bool SlugIsOwn, bool HasMaxFormerSlugs)
    {
        public bool ExceedsLimit => !SlugIsOwn && HasMaxFormerSlugs;
    }

    private static Task<VisibleIntegration<IntegrationRow, SlugClaim>?> LockAsync(
        NpgsqlConnection connection, Caller caller, string idOrSlug, string? slug, CancellationToken cancellationToken) =>
        connection.QueryLockedIntegrationAsync<IntegrationRow, SlugClaim>(caller, LockSql, new
        {
            name = idOrSlug, target = (string?)null, slug = slug ?? "", maxFormerSlugs = MaxFormerSlugs,
        }, cancellationToken);

    // A former slug of this integration is there already. A slug that another request claimed since the check fails on a key.
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

    /// <summary>Replaces the content of the integration. Writes nothing if it is the same.</summary>
    public Task<IntegrationResult> UpdateAsync(
        Caller caller, string idOrSlug, IntegrationContent content, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteQueuedWithRecheckAsync<IntegrationResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, idOrSlug, content.Slug, cancel) is not (var access, var row, [var claim]))
                return new IntegrationResult.NotFound();
            var slug = content.Slug ?? row.Slug;
            if (!access.CanWrite)
                return new IntegrationResult.Forbidden(Permission.Write, access, row.Id, row.OwnerId);
            if (slug != row.Slug && !access.CanChangeSlug)
                return new IntegrationResult.Forbidden(Permission.ChangeOwner, access, row.Id, row.OwnerId);
            if (!condition.Holds(row.Revision))
                return new IntegrationResult.Stale(row);
            if (slug != row.Slug && claim.SlugIsTaken)
                return new IntegrationResult.SlugTaken(slug);
            if (slug != row.Slug && claim.ExceedsLimit)
                return new IntegrationResult.TooManySlugs(row);
            if (row == row with { Slug = slug, Name = content.Name, Type = content.Type, Description = content.Description })
                return new IntegrationResult.Unchanged(new(access, row));
            var written = await connection.QuerySingleAsync<IntegrationRow>(caller.Statement(UpdateSql, new
            {
                id = row.Id, slug, name = content.Name, type = content.Type, description = content.Description, now = clock.Now(),
            }, cancel));
            return new IntegrationResult.Updated(new(access, written));
        }, cancellationToken);

    private const string DeleteSql = $"""
        {RemovalRecord.OfIntegration}
        with deleted as (
            delete from integrations i where i.id = @id returning {IntegrationQueries.Columns}
        )
        {ChangeRecord.Insert} 'integration.delete', 'integration:' || i.id, to_jsonb(i), null from deleted i
        """;

    /// <summary>Deletes the integration and its shares. Its ID and slugs are never reused.</summary>
    public Task<IntegrationResult> DeleteAsync(
        Caller caller, string idOrSlug, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteQueuedAsync<IntegrationResult>(new(idOrSlug, caller.Id), async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, idOrSlug, null, cancel) is not var (access, row, _))
                return new IntegrationResult.NotFound();
            if (!access.CanDelete)
                return new IntegrationResult.Forbidden(Permission.Delete, access, row.Id, row.OwnerId);
            if (!condition.Holds(row.Revision))
                return new IntegrationResult.Stale(row);
            await connection.ExecuteAsync(caller.Statement(DeleteSql, new { id = row.Id, now = clock.Now() }, cancel));
            return new IntegrationResult.Deleted();
        }, cancellationToken);
}
