using static Hal.Sharing.Data.Clients.ClientResult;

namespace Hal.Sharing.Data.Clients;

/// <summary>Creates, changes and deletes OAuth clients for superusers, each in one transaction.</summary>
public sealed class ClientCommands(Database database, TimeProvider clock)
{
    private const string PrecheckSql = $"""
        call hold_superuser(@caller, @party, @team, @acted, null);
        select {CallerStatements.CallerColumns},
               exists (select from account_ids a where lower(a.id) = lower(@id)) as id_is_taken
        from {CallerStatements.Caller} c
        """;

    private sealed record Precheck(bool IdIsTaken);

    private const string CreateSql = $"""
        with claimed as (
            insert into account_ids (id, kind) values (@id, 'client')
        ), created as (
            insert into clients (id, name, secret_hash, created_at, updated_at) values (@id, @name, @hash, @now, @now)
            returning id, name, created_at, updated_at, version
        ), recorded as (
            {ChangeRecord.Insert} 'client.create', 'client:' || id, null, jsonb_build_object('name', name) from created
        )
        select k.id, k.name, k.created_at, k.updated_at, k.version, 0::bigint as managed_count, null::timestamptz as former_until
        from created k
        """;

    /// <summary>Creates a client. Users and clients share one ID space.</summary>
    /// <param name="chosenId">Null: generated.</param>
    public Task<ClientResult> CreateAsync(
        Caller caller, string? chosenId, string name, byte[] secretHash, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<ClientResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var id = chosenId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            var (isLocked, facts, prechecks) = await connection.QueryLockedAsync<Precheck>(caller, PrecheckSql, new { id }, cancel);
            var access = new ClientAccess(caller, facts);
            if (!isLocked || !access.CanManage)
                return new Forbidden();
            if (prechecks[0].IdIsTaken)
                return new IdTaken(id);
            var created = await connection.QuerySingleAsync<ClientRow>(
                caller.Statement(CreateSql, new { id, name, hash = secretHash, now = clock.Now() }, cancel));
            return new Created(new(access, created));
        }, cancellationToken);

    // Locks the client, so that it cannot begin to manage a user, and the caller, who must remain a superuser until the commit. The select
    // is a separate statement, because it must see the state after the wait.
    private const string LockSql = $"""
        call lock_client(@caller, @party, @team, @acted, @id, null);
        {ClientQueries.GetSql}
        """;

    private const string UpdateSql = $"""
        with written as (
            update clients k
            set name = @name, updated_at = @now, version = version + 1,
                secret_hash = coalesce(@hash, secret_hash),
                former_hash = case when @revokes then null when @hash is null then former_hash else secret_hash end,
                former_until = case when @revokes then null when @hash is null then former_until else @formerUntil end
            where k.id = @id
            returning {ClientQueries.Columns}
        ), recorded as (
            {ChangeRecord.Insert}
                   case when @hash is not null then 'client.rotate-secret'
                        when @revokes then 'client.revoke-former-secret' else 'client.update' end,
                   'client:' || id, jsonb_build_object('name', @before),
                   jsonb_strip_nulls(jsonb_build_object('name', name, 'formerSecretRevoked', case when @revokes then true end))
            from written
        )
        select k.id, k.name, k.created_at, k.updated_at, k.version, k.managed_count, k.former_until from written k
        """;

    private static async Task<(ClientView View, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string id, CancellationToken cancellationToken)
    {
        var (isLocked, facts, clients) = await connection.QueryLockedAsync<ClientRow>(caller, LockSql, new { id }, cancellationToken);
        return clients is [var client] ? (new(new(caller, facts), client), isLocked) : null;
    }

    /// <summary>Changes the name or the secret.</summary>
    /// <param name="grace">How long a rotation keeps the former secret valid. A second rotation within that time ends it.</param>
    public Task<ClientResult> UpdateAsync(
        Caller caller, string id, ClientContent content, TimeSpan grace, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync<ClientResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, cancel) is not ((var access, var client) view, true))
                return new NotFound(id);
            if (!access.CanManage)
                return new Forbidden();
            if (!condition.Holds(client.Revision))
                return new Stale(client);
            var (now, name, hash) = (clock.Now(), content.Name ?? client.Name, content.NewSecretHash);
            var revokes = content.RevokeFormer && (hash is not null || client.FormerUntil > now);
            if (hash is null && !revokes && name == client.Name)
                return new Unchanged(view);
            var written = await connection.QuerySingleAsync<ClientRow>(caller.Statement(
                UpdateSql, new { id, name, before = client.Name, hash, revokes, now, formerUntil = now + grace }, cancel));
            return new Updated(new(access, written));
        }, cancellationToken);

    private const string DeleteSql = $"""
        with deleted as (
            delete from clients where id = @id returning id, name
        )
        {ChangeRecord.Insert} 'client.delete', 'client:' || id, jsonb_build_object('name', name), null from deleted
        """;

    /// <summary>Deletes a client that manages no users. Its ID is never reused.</summary>
    public Task<ClientResult> DeleteAsync(Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync<ClientResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, cancel) is not ((var access, var client) view, true))
                return new NotFound(id);
            if (!access.CanManage)
                return new Forbidden();
            if (!condition.Holds(client.Revision))
                return new Stale(client);
            if (client.ManagedCount > 0)
                return new StillManages(client);
            await connection.ExecuteAsync(caller.Statement(DeleteSql, new { id, now = clock.Now() }, cancel));
            return new Deleted();
        }, cancellationToken);
}
