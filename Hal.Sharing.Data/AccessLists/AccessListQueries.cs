namespace Hal.Sharing.Data.AccessLists;

/// <summary>Reads who has access to what, and why, each request with one statement.</summary>
public sealed class AccessListQueries(Database database)
{
    private const string FactsColumns = "a.is_owner, a.owning_team_role, a.own_share_level, a.team_share_level, a.admin_team_share_level";

    // Functions, for reasons that are stated there.
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, a.total, a.previous_after,
               a.user_id, a.display_name, a.is_superuser, a.paths, {FactsColumns}
        {CallerStatements.FromVisibleIntegration}
        left join lateral list_access_users(@caller, c.is_superuser, i.id, i.owner_id, @pattern, @after, @limit) a on true
        order by a.user_id
        """;

    private sealed record ListRow(string Id, long Total, string? PreviousAfter) : IPageSummary;

    private sealed record UserColumns(string UserId, string DisplayName, bool IsSuperuser, int Paths);

    /// <summary>Returns users who can reach the integration, in the order of their IDs; null if the caller cannot read it.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="idOrSlug">The integration.</param>
    /// <param name="text">Contained in the ID or the display name of the user, ignoring case; null or empty: any.</param>
    /// <param name="page">The page.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public Task<AccessList?> ListAsync(
        Caller caller, string idOrSlug, string? text, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var pattern = string.IsNullOrEmpty(text) ? null : SearchPattern.Containing(text);
            var statement = caller.Statement(ListSql, page.AddTo(new { name = idOrSlug, pattern }), cancel);
            await using var lines = await ResultLines.OpenAsync(connection, statement);
            var (facts, ties, list) = (lines.Facts(caller), lines.First<IntegrationFacts>(), lines.First<ListRow>());
            var rows = await lines.RestAsync<UserColumns, IntegrationFacts, AccessUserRow>(static (user, facts) =>
                user is null || facts is null ? null : new(user.UserId, user.DisplayName, new(user.IsSuperuser, facts), user.Paths));
            return ties is null || list is null
                ? null
                : new AccessList(list.Id, new(caller, facts.IsSuperuser, ties), Page.Of(rows, static row => row, page, list));
        }, cancellationToken);

    // The user is looked up as in the statement that reads users. Being a superuser counts where superusers read.
    private const string UserListSql = $"""
        select {CallerStatements.CallerColumns},
               u.id, u.may_know, a.total, a.previous_after,
               a.integration_id, a.integration_name, a.can_read, a.is_superuser, a.paths, {FactsColumns}
        from {CallerStatements.Caller} c
        left join lateral (
            select u.id, u.is_superuser and c.is_superuser as is_counted_superuser,
                   c.is_superuser or u.id = @caller or coalesce(u.managed_by = @caller, false) as may_know
            from (values (@id)) as target (id) left join users u on u.id = target.id
            where is_visible_user(@caller, c.is_superuser, target.id, u.id is not null, u.managed_by)) u on true
        left join lateral list_user_access(
            @caller, c.is_superuser, case when u.may_know then u.id end, u.is_counted_superuser, @after, @limit) a on true
        order by a.integration_id
        """;

    private sealed record UserListRow(string Id, bool MayKnow, long? Total, string? PreviousAfter);

    private sealed record IntegrationColumns(string IntegrationId, string IntegrationName, bool CanRead, bool IsSuperuser, int Paths);

    /// <summary>
    /// Returns every integration that the user can reach, in the order of the IDs; null if there is no such user, or the caller cannot see
    /// them.
    /// </summary>
    public Task<UserAccessList?> ListOfUserAsync(
        Caller caller, string userId, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var statement = caller.Statement(UserListSql, page.AddTo(new { id = userId }), cancel);
            await using var lines = await ResultLines.OpenAsync(connection, statement);
            lines.Facts(caller);
            var user = lines.First<UserListRow>();
            var rows = await lines.RestAsync<IntegrationColumns, IntegrationFacts, AccessIntegrationRow>(static (row, facts) =>
                row is null || facts is null
                    ? null
                    : new(row.IntegrationId, row.IntegrationName, row.CanRead, new(row.IsSuperuser, facts), row.Paths));
            if (user is null)
                return null;
            return new UserAccessList(user.Id, user is { MayKnow: true, Total: { } total }
                ? Page.Of(rows, static row => row, page, new PageSummary(total, user.PreviousAfter))
                : null);
        }, cancellationToken);

    private const string ExplainSql = $"""
        select {CallerStatements.CallerColumns},
               e.integration_id, e.can_read, e.display_name,
               e.via, e.principal_id, e.role, e.share_level, e.is_visible
        from {CallerStatements.Caller} c
        left join lateral explain_access(@caller, c.is_superuser, @name, @user) e on true
        """;

    private sealed record ExplainedRow(string IntegrationId, bool CanRead, string? DisplayName);

    private sealed record PathRow(short Via, string? PrincipalId, TeamRole? Role, int? ShareLevel, bool IsVisible);

    /// <summary>
    /// Returns null if there is no such integration, or the caller may not ask: they cannot read it, and do not manage a user who can.
    /// </summary>
    public Task<AccessExplanation?> ExplainAsync(Caller caller, string idOrSlug, string userId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (_, row, paths) = await connection.QueryWholeAsync<ExplainedRow, PathRow>(
                caller, ExplainSql, new { name = idOrSlug, user = userId }, cancel);
            if (row is null)
                return null;
            var reasons = AccessReasons.Of([.. paths.Select(
                path => new AccessPath((AccessVia)path.Via, path.PrincipalId, path.Role, path.ShareLevel, path.IsVisible))]);
            return new AccessExplanation(
                row.IntegrationId, row.CanRead,
                reasons is null ? null : new ExplainedUser(userId, row.DisplayName ?? userId, reasons));
        }, cancellationToken);
}
