using Hal.Sharing.Data.History;
using NpgsqlTypes;

namespace Hal.Sharing.Data.Feed;

/// <summary>Reads the feed, and what each reader of this process may see of it now.</summary>
public sealed class FeedQueries(Database database, ChangeIds ids)
{
    /// <summary>How many positions one statement reads at most.</summary>
    internal const int Most = 500;

    private const string LastSql = "select coalesce((select max(f.position) from feed f), 0)";

    /// <summary>Returns the last position; 0 if there is none.</summary>
    internal Task<long> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (connection, cancel) => connection.QuerySingleAsync<long>(new CommandDefinition(LastSql, cancellationToken: cancel)),
        cancellationToken);

    // The positions first: a join that is ordered and limited can be planned from the other side.
    private const string EntriesSql = """
        select f.position, f.change_id, c.subject_integration_id as integration_id, c.subject_team_id as team_id,
               c.principal_id, c.former_owner_id
        from (select f.position, f.change_id from feed f where f.position > @after order by f.position limit 500) f
        join changes c on c.id = f.change_id
        order by f.position
        """;

    /// <summary>Returns the next entries of the feed, at most <see cref="Most"/>, whether or not a caller can see them.</summary>
    internal Task<IReadOnlyList<FeedEntry>> EntriesAsync(long after, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, cancel) => (IReadOnlyList<FeedEntry>)(await connection.QueryAsync<FeedEntry>(
            new CommandDefinition(EntriesSql, new { after }, cancellationToken: cancel))).AsList(),
        cancellationToken);

    // The readers with what gives them a right to their history, once each; then the candidates of each, as its history shows them.
    private const string AskSql = $"""
        with readers as materialized (
            select q.number, q.caller as caller_id, q.team, q.kind, q.name, {CallerStatements.CallerColumns},
                   {CallerStatements.IntegrationColumns}, i.id as integration_id, t.id is not null as has_team, t.role
            from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::integer[], $6::text[])
                 with ordinality as q (caller, party, team, acted, kind, name, number)
            cross join lateral caller_facts(q.caller, q.party, q.team, q.acted) c
            left join lateral visible_integration(q.caller, c.is_superuser, q.team is not null, q.name) i on q.kind = 1
            left join lateral (
                select t.id, (select m.role from memberships m where m.team_id = t.id and m.user_id = q.caller) as role
                from teams t where q.kind = 2 and t.id = q.name) t on true
        )
        select r.number as reader, r.caller_exists, r.is_superuser, r.managed_by, r.is_managed_by_client, r.granted_scopes,
               r.is_owner, r.owning_team_role, r.own_share_level, r.team_share_level, r.admin_team_share_level,
               r.has_team, r.role, h.position, {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        from readers r
        cross join lateral (select r.is_superuser) c
        left join unnest($7::bigint[], $8::bigint[], $9::bigint[]) as p (reader, position, change_id) on p.reader = r.number
        left join lateral (
            select p.position, {HistorySql.Stored}, i.reads_integration,
                   r.kind < 3 or c.is_superuser or s.is_whole or s.is_own or (s.is_transfer and o.is_before) as shows_before,
                   r.kind < 3 or c.is_superuser or s.is_whole or s.is_own or (s.is_transfer and o.is_after) as shows_after
            from changes h
            cross join lateral (
                select case r.kind when 1 then true when 2 then false
                                   else reads_integration(r.caller_id, r.is_superuser, h.subject_integration_id) end
                       as reads_integration offset 0) i
            cross join lateral (select {HistorySql.OwnStates}) s
            left join lateral (
                select o.id, o.is_after, o.is_before
                from own_changes(r.caller_id, h.id + 1, 1) o where r.kind = 3 and o.id = h.id) o on true
            where h.id = p.change_id and r.team is null
              and case r.kind
                  when 0 then r.is_superuser
                  when 1 then h.subject_integration_id = r.integration_id and {HistorySql.Names}
                  when 2 then h.subject_team_id = r.name and (r.is_superuser or r.role = admin_role()) and {HistorySql.Names}
                  else o.id is not null end) h on true
        {HistorySql.RestoreFacts}
        {HistorySql.RestoreTies}
        order by r.number, h.position
        """;

    /// <summary>Returns what each reader can read now of the candidates: one answer for each reader, with changes in their order.</summary>
    internal async Task<IReadOnlyList<FeedAnswer>> AskAsync(
        IReadOnlyList<FeedReader> readers, IReadOnlyList<FeedCandidate> candidates, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var command = new NpgsqlCommand(AskSql, connection)
            {
                Parameters =
                {
                    Array(readers, static reader => reader.Caller.Id, NpgsqlDbType.Text),
                    Array(readers, static reader => reader.Caller.AuthorizedParty, NpgsqlDbType.Text),
                    Array(readers, static reader => reader.Caller.TeamId, NpgsqlDbType.Text),
                    Array(readers, static reader => reader.Caller.IsActedFor, NpgsqlDbType.Boolean),
                    Array(readers, static reader => (int)reader.Topic.Kind, NpgsqlDbType.Integer),
                    Array(readers, static reader => reader.Topic.Id, NpgsqlDbType.Text),
                    Array(candidates, static candidate => candidate.Reader + 1L, NpgsqlDbType.Bigint),
                    Array(candidates, static candidate => candidate.Position, NpgsqlDbType.Bigint),
                    Array(candidates, static candidate => candidate.ChangeId, NpgsqlDbType.Bigint),
                },
            };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            return await FeedAnswers.ReadAsync(rows, readers, cipher, cancel);
        }, cancellationToken);
    }

    private static NpgsqlParameter<TValue[]> Array<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> value, NpgsqlDbType type) =>
        new() { TypedValue = [.. items.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
