namespace Hal.Sharing.Data.Clients;

/// <summary>Creates, changes and deletes OAuth clients, each in one transaction; for superusers.</summary>
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
        select k.id, k.name, k.created_at, k.updated_at, k.version, 0::bigint as managed_count, null::timestamptz as former_until from created k
        """;

    /// <param name="id">Of the id space that users have, too.</param>
    /// <param name="name">For people.</param>
    /// <param name="secretHash">What the secret is compared with.</param>
    /// <param name="cancellationToken">Given up with the request.</param>
    public Task<ClientChange> CreateAsync(Caller caller, string id, string name, byte[] secretHash, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, prechecks) = await connection.QueryLockedAsync<Precheck>(caller, PrecheckSql, new { id }, cancel);
            if (!isLocked || !MayManage(caller, facts))
                return new ClientChange(ClientOutcome.MayNot);
            if (prechecks[0].IdIsTaken)
                return new(ClientOutcome.IdTaken);
            var created = await connection.QuerySingleAsync<ClientRow>(
                caller.Statement(CreateSql, new { id, name, hash = secretHash, now = clock.Now() }, cancel));
            return new(ClientOutcome.Done, caller.MayWrite, created);
        }, cancellationToken);

    // Locks the client, so that it does not begin to manage a user, and the caller, who must remain a superuser until the commit. A
    // separate statement: the select must see the state after the wait.
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
                   case when @hash is not null then 'client.rotate-secret' when @revokes then 'client.revoke-former-secret' else 'client.update' end,
                   'client:' || id, jsonb_build_object('name', @before),
                   jsonb_strip_nulls(jsonb_build_object('name', name, 'formerSecretRevoked', case when @revokes then true end))
            from written
        )
        select k.id, k.name, k.created_at, k.updated_at, k.version, k.managed_count, k.former_until from written k
        """;

    /// <param name="grace">How long a rotation keeps the former secret valid. A second rotation within that time ends it.</param>
    public Task<ClientChange> UpdateAsync(
        Caller caller, string id, ClientContent content, TimeSpan grace, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, clients) = await connection.QueryLockedAsync<ClientRow>(caller, LockSql, new { id }, cancel);
            if (!isLocked || clients is not [var client])
                return new ClientChange(ClientOutcome.Unknown);
            if (!MayManage(caller, facts))
                return new(ClientOutcome.MayNot);
            if (!condition.Holds(client.Revision))
                return new(ClientOutcome.Stale, caller.MayWrite, client);
            var (now, name, hash) = (clock.Now(), content.Name ?? client.Name, content.NewSecretHash);
            var revokes = content.RevokeFormer && (hash is not null || client.FormerUntil > now);
            if (hash is null && !revokes && name == client.Name)
                return new(ClientOutcome.Unchanged, caller.MayWrite, client);
            var written = await connection.QuerySingleAsync<ClientRow>(caller.Statement(
                UpdateSql, new { id, name, before = client.Name, hash, revokes, now, formerUntil = now + grace }, cancel));
            return new(ClientOutcome.Done, caller.MayWrite, written);
        }, cancellationToken);

    private const string DeleteSql = $"""
        with deleted as (
            delete from clients where id = @id returning id, name
        )
        {ChangeRecord.Insert} 'client.delete', 'client:' || id, jsonb_build_object('name', name), null from deleted
        """;

    /// <summary>Deletes a client that manages nobody; its id is never used again.</summary>
    public Task<ClientChange> DeleteAsync(Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, clients) = await connection.QueryLockedAsync<ClientRow>(caller, LockSql, new { id }, cancel);
            if (!isLocked || clients is not [var client])
                return new ClientChange(ClientOutcome.Unknown);
            if (!MayManage(caller, facts))
                return new(ClientOutcome.MayNot);
            if (!condition.Holds(client.Revision))
                return new(ClientOutcome.Stale, caller.MayWrite, client);
            if (client.ManagedCount > 0)
                return new(ClientOutcome.StillManages, caller.MayWrite, client);
            await connection.ExecuteAsync(caller.Statement(DeleteSql, new { id, now = clock.Now() }, cancel));
            return new(ClientOutcome.Done);
        }, cancellationToken);

    private static bool MayManage(Caller caller, CallerFacts facts) => facts.IsSuperuser && caller.MayWrite;
}
