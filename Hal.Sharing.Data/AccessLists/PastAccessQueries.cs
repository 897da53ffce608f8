using Hal.Sharing.Data.PastStates;

namespace Hal.Sharing.Data.AccessLists;

/// <summary>Reads who had access to what at a time, and why, each request with one statement.</summary>
public sealed class PastAccessQueries(Database database)
{
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {PastSql.Columns}, a.end_id,
               a.user_id, a.display_name, a.is_superuser, a.paths,
               a.is_owner, a.owning_team_role, a.own_share_level, a.team_share_level, a.admin_team_share_level
        {CallerStatements.FromVisibleIntegration}
        left join lateral list_access_users_at(
            @caller, c.is_superuser, i.id, i.owner_id, @at::timestamptz, @pattern, @after, @limit) a on i.id is not null
        order by a.user_id collate "C"
        """;

    private sealed record EndRow(string EndId);

    private sealed record UserColumns(string UserId, string? DisplayName, bool IsSuperuser, int Paths);

    /// <summary>Returns the users who could reach the integration, in the order of their IDs; null if the caller cannot read it.</summary>
    /// <inheritdoc cref="AccessListQueries.ListAsync" path="/param"/>
    /// <param name="at">The time.</param>
    public Task<PastState<Page<PastAccessUserRow>>?> ListAsync(
        Caller caller, string idOrSlug, string? text, DateTime at, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var pattern = string.IsNullOrEmpty(text) ? null : SearchPattern.Containing(text);
            var statement = caller.Statement(ListSql, page.AddTo(new { name = idOrSlug, pattern, at }), cancel);
            await using var lines = await ResultLines.OpenAsync(connection, statement);
            var (facts, ties) = (lines.Facts(caller), lines.First<IntegrationFacts>());
            var (integration, end) = (lines.First<PastIntegration>(), lines.First<EndRow>());
            var rows = await lines.RestAsync<UserColumns, IntegrationFacts, PastAccessUserRow>(static (user, facts) =>
                user is null || facts is null ? null : new(user.UserId, user.DisplayName, new(user.IsSuperuser, facts), user.Paths));
            var users = Page.Of(rows, static row => row, page, null, null);
            return ties is null || integration is null
                ? null
                : new PastState<Page<PastAccessUserRow>>(
                    integration, new(caller, facts.IsSuperuser, ties), users with { NextAfter = users.NextAfter ?? end?.EndId });
        }, cancellationToken);

    private const string ExplainSql = $"""
        select {CallerStatements.CallerColumns},
               e.integration_id as id, e.created_at, (select nullif(b.at, '-infinity') from past_states_begin b) as recorded_since,
               e.display_name,
               e.via, e.principal_id, e.role, e.share_level, e.is_visible, e.is_present
        from {CallerStatements.Caller} c
        left join lateral explain_access_at(@caller, c.is_superuser, @name, @user, @at::timestamptz) e on true
        """;

    private sealed record ExplainedRow(string Id, DateTime CreatedAt, DateTime? RecordedSince, string? DisplayName);

    private sealed record PathRow(short Via, string? PrincipalId, TeamRole? Role, int? ShareLevel, bool IsVisible, bool IsPresent);

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<PastExplanation?> ExplainAsync(
        Caller caller, string idOrSlug, string userId, DateTime at, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (_, row, paths) = await connection.QueryWholeAsync<ExplainedRow, PathRow>(
                caller, ExplainSql, new { name = idOrSlug, user = userId, at }, cancel);
            return row is null
                ? null
                : new PastExplanation(
                    new(row.Id, row.CreatedAt, row.RecordedSince), userId, row.DisplayName,
                    AccessReasons.Of([.. paths.Select(
                        path => new AccessPath((AccessVia)path.Via, path.PrincipalId, path.Role, path.ShareLevel, path.IsVisible))]),
                    paths.Where(path => !path.IsPresent && path.PrincipalId is not null).Select(path => path.PrincipalId!).ToHashSet());
        }, cancellationToken);
}
