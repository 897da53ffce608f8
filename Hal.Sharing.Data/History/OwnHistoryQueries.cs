namespace Hal.Sharing.Data.History;

/// <summary>
/// Reads what changed for the caller, and single changes. What the caller may no longer see of an integration is left out of such a change:
/// its ID remains, because the caller could read it then.
/// </summary>
public sealed class OwnHistoryQueries(Database database, ChangeIds ids)
{
    private const string StatesColumns = """
        c.is_superuser or s.is_whole or s.is_own or (s.is_transfer and o.is_before) as shows_before,
                   c.is_superuser or s.is_whole or s.is_own or (s.is_transfer and o.is_after) as shows_after
        """;

    // No page is before the first one, which begins behind the largest number.
    private const string OfCallerSql = $"""
        with own as materialized (
            select {HistorySql.Stored}, o.is_before, o.is_after
            from own_changes(@caller, @after, @fetch) o join changes h on h.id = o.id
        )
        select {CallerStatements.CallerColumns},
               case when @after < 9223372036854775807 then own_change_before_page(@caller, @after, @limit) end as previous_after,
               {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        from {CallerStatements.Caller} c
        {HistorySql.Reader}
        cross join lateral (
            select readable_integrations(@caller, c.is_superuser, array(select h.subject_integration_id from own h)) as ids
            offset 0) readable
        left join lateral (
            select {HistorySql.Stored}, i.reads_integration, {StatesColumns}
            from own h
            cross join lateral (select h.is_before, h.is_after) o
            cross join lateral (select coalesce(h.subject_integration_id = any(readable.ids), false) as reads_integration) i
            cross join lateral (select {HistorySql.OwnStates}) s) h on @team is null
        {HistorySql.RestoreFacts}
        {HistorySql.RestoreTies}
        order by h.id desc
        """;

    private sealed record PreviousRow(long PreviousAfter);

    /// <summary>Returns one page of the changes that concern the caller, or a team while they are a member.</summary>
    public async Task<Page<ChangeView>> OfCallerAsync(Caller caller, HistoryPosition position, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var lines = await HistoryQueries.OpenAsync(connection, caller, OfCallerSql, position, new
            {
                after = position.After,
            }, cancel);
            var facts = lines.Facts(caller);
            var previous = lines.First<PreviousRow>();
            return await HistoryQueries.PageAsync(lines, caller, facts, cipher, position, previous?.PreviousAfter);
        }, cancellationToken);
    }

    // A change is in a history that the caller can read: that of all changes, of the integration, of the team, or their own.
    // For a number that names nothing, some change is looked up and then left out: it takes as long as one that is hidden.
    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        from {CallerStatements.Caller} c
        {HistorySql.Reader}
        left join lateral (
            select {HistorySql.Stored}, i.reads_integration, {StatesColumns}
            from changes h
            cross join lateral (
                select reads_integration(@caller, c.is_superuser, h.subject_integration_id) as reads_integration offset 0) i
            cross join lateral (select {HistorySql.OwnStates}) s
            left join own_changes(@caller, h.id + 1, 1) o on o.id = h.id
            where h.id = coalesce((select k.id from changes k where k.id = @number), (
                    select k.id from changes k where k.subject_integration_id is not null order by k.subject_integration_id desc limit 1))
              and @team is null
              and (c.is_superuser or s.is_whole or o.id is not null
                   or ({HistorySql.Names}
                       and exists (
                           select from memberships m
                           where m.team_id = h.subject_team_id and m.user_id = @caller and m.role = admin_role())))
            offset 0) h on h.id = @number
        {HistorySql.RestoreFacts}
        {HistorySql.RestoreTies}
        """;

    /// <summary>Returns null if there is no such change, or if no history that the caller can read contains it.</summary>
    public async Task<ChangeView?> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        // An ID that names nothing takes the path of one that is hidden.
        var number = cipher.Decode(OpaqueKind.Change, id) ?? 0;
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(GetSql, new { number }, cancel));
            var facts = lines.Facts(caller);
            var changes = await lines.RestAsync<ChangeRow, RestoreRow, RestorableChange>(
                (change, restore) => RestorableChange.Of(change, restore, caller, facts));
            return changes is [var found] ? new ChangeView(id, found.Change, found.CanRestore) : null;
        }, cancellationToken);
    }
}
