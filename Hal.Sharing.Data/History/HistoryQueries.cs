using System.Globalization;

namespace Hal.Sharing.Data.History;

/// <summary>
/// Reads histories, newest first, each page with one statement. Changes are in the order of their numbers: writers of one integration or
/// team queue, so this is the order of their commits. Changes that name a principal who is hidden from the caller are left out in SQL, so
/// pages are full, and nothing shows that there are others.
/// </summary>
public sealed class HistoryQueries(Database database, ChangeIds ids)
{
    /// <summary>Returns null if the page is to begin behind something that is not the ID of a change.</summary>
    public async Task<HistoryPosition?> PositionAsync(PageRequest page, CancellationToken cancellationToken)
    {
        if (page.After.Length == 0)
            return new(page, HistorySql.End);
        var cipher = await ids.GetAsync(cancellationToken);
        return cipher.Decode(OpaqueKind.Change, page.After) is { } number ? new(page, number) : null;
    }

    // offset (limit - 1) from @after, forwards: the page before this one ends at @after.
    private const string OfIntegrationSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, (select b.id from (
                    select h.id from changes h
                    where h.subject_integration_id = i.id and h.id >= @after and {HistorySql.Names}
                    order by h.id limit largest_page()) b
                order by b.id offset @limit limit 1) as previous_after,
               {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        {CallerStatements.FromVisibleIntegration}
        {HistorySql.Reader}
        left join lateral (
            select * from (
                select {HistorySql.Stored}, true as reads_integration, true as shows_before, true as shows_after
                from changes h
                where h.subject_integration_id = i.id and h.id < @after and @team is null and {HistorySql.Names}
                order by h.id desc limit largest_page()) page
            order by page.id desc limit @fetch) h on true
        {HistorySql.RestoreFacts}
        left join lateral (
            select i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level) f on true
        order by h.id desc
        """;

    private sealed record SubjectRow(string Id, long? PreviousAfter);

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public async Task<IntegrationHistory?> OfIntegrationAsync(
        Caller caller, string idOrSlug, HistoryPosition position, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var lines = await OpenAsync(connection, caller, OfIntegrationSql, position, new
            {
                name = idOrSlug, after = position.After,
            }, cancel);
            var (facts, ties, subject) = (lines.Facts(caller), lines.First<IntegrationFacts>(), lines.First<SubjectRow>());
            return ties is null || subject is null
                ? null
                : new IntegrationHistory(
                    subject.Id, new(caller, facts.IsSuperuser, ties),
                    await PageAsync(lines, caller, facts, cipher, position, subject.PreviousAfter));
        }, cancellationToken);
    }

    private const string OfTeamSql = $"""
        select {CallerStatements.CallerColumns},
               t.id, t.caller_role, (select b.id from (
                    select h.id from changes h
                    where h.subject_team_id = t.id and h.id >= @after and {HistorySql.Names}
                    order by h.id limit largest_page()) b
                order by b.id offset @limit limit 1) as previous_after,
               {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        from {CallerStatements.Caller} c
        {HistorySql.Reader}
        left join lateral (
            select t.id, (select m.role from memberships m where m.team_id = t.id and m.user_id = @caller) as caller_role
            from teams t where t.id = @id) t on true
        left join lateral (
            select * from (
                select {HistorySql.Stored}, false as reads_integration, true as shows_before, true as shows_after
                from changes h
                where h.subject_team_id = t.id and h.id < @after and @team is null
                  and (c.is_superuser or t.caller_role = admin_role()) and {HistorySql.Names}
                order by h.id desc limit largest_page()) page
            order by page.id desc limit @fetch) h on true
        {HistorySql.RestoreFacts}
        {HistorySql.RestoreTies}
        order by h.id desc
        """;

    private sealed record TeamSubjectRow(string Id, TeamRole? CallerRole, long? PreviousAfter);

    /// <summary>Returns null if there is no such team.</summary>
    public async Task<TeamHistory?> OfTeamAsync(
        Caller caller, string teamId, HistoryPosition position, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var lines = await OpenAsync(connection, caller, OfTeamSql, position, new
            {
                id = teamId, after = position.After,
            }, cancel);
            var (facts, team) = (lines.Facts(caller), lines.First<TeamSubjectRow>());
            if (team is null)
                return null;
            var access = new TeamAccess(caller, facts, team.CallerRole);
            var page = await PageAsync(lines, caller, facts, cipher, position, team.PreviousAfter);
            return new TeamHistory(team.Id, access, access.CanReadHistory ? page : null);
        }, cancellationToken);
    }

    private const string AllSql = $"""
        select {CallerStatements.CallerColumns},
               (select b.id from (
                    select h.id from changes h where c.is_superuser and h.id >= @after order by h.id limit largest_page()) b
                order by b.id offset @limit limit 1) as previous_after,
               {HistorySql.Columns},
               {HistorySql.RestoreColumns}
        from {CallerStatements.Caller} c
        {HistorySql.Reader}
        left join lateral (
            select page.*, reads_integration(@caller, true, page.subject_integration_id) as reads_integration,
                   true as shows_before, true as shows_after
            from (
                select * from (
                    select {HistorySql.Stored} from changes h where c.is_superuser and h.id < @after
                    order by h.id desc limit largest_page()) largest
                order by largest.id desc limit @fetch) page) h on true
        {HistorySql.RestoreFacts}
        {HistorySql.RestoreTies}
        order by h.id desc
        """;

    private sealed record PreviousRow(long PreviousAfter);

    /// <summary>Returns all changes, for superusers.</summary>
    public async Task<FullHistory> AllAsync(Caller caller, HistoryPosition position, CancellationToken cancellationToken)
    {
        var cipher = await ids.GetAsync(cancellationToken);
        return await database.ReadAsync(async (connection, cancel) =>
        {
            await using var lines = await OpenAsync(connection, caller, AllSql, position, new { after = position.After }, cancel);
            var (facts, previous) = (lines.Facts(caller), lines.First<PreviousRow>());
            var page = await PageAsync(lines, caller, facts, cipher, position, previous?.PreviousAfter);
            return new FullHistory(facts.IsSuperuser ? page : null);
        }, cancellationToken);
    }

    internal static Task<ResultLines> OpenAsync(
        NpgsqlConnection connection, Caller caller, string sql, HistoryPosition position, object own,
        CancellationToken cancellationToken) =>
        ResultLines.OpenAsync(connection, caller.Statement(sql, position.Page.AddTo(own), cancellationToken));

    /// <summary>Reads the remaining columns as a page of changes. Its neighbors are named by the opaque IDs of changes.</summary>
    internal static async Task<Page<ChangeView>> PageAsync(
        ResultLines lines, Caller caller, CallerFacts facts, ChangeCipher cipher, HistoryPosition position, long? previousAfter)
    {
        var rows = await lines.RestAsync<ChangeRow, RestoreRow, RestorableChange>(
            (change, restore) => RestorableChange.Of(change, restore, caller, facts));
        var page = Page.Of(rows, static row => row.Change, position.Page, null, null)
            .Select(row => new ChangeView(cipher.Encode(OpaqueKind.Change, row.Change.Number), row.Change, row.CanRestore));
        return page with
        {
            NextAfter = page.NextAfter is { } last
                ? cipher.Encode(OpaqueKind.Change, long.Parse(last, CultureInfo.InvariantCulture))
                : null,
            PreviousAfter = previousAfter is { } number ? cipher.Encode(OpaqueKind.Change, number) : page.PreviousAfter,
        };
    }
}
