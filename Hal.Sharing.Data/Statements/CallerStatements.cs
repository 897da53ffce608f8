namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads statements that return what the caller asked for together with the facts that decide whether the caller may have it: one round
/// trip. Every query throws <see cref="CallerRefusedException"/> if the facts no longer justify the token.
/// </summary>
internal static class CallerStatements
{
    public const string CallerColumns =
        "c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes";

    /// <summary>The caller: always one row. <see cref="Statement"/> adds the parameters.</summary>
    public const string Caller = "caller_facts(@caller, @party, @team, @acted)";

    public const string IntegrationColumns =
        "i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level";

    /// <summary>The caller c and the integration i that @name identifies; the columns of i are null if the caller cannot read it.</summary>
    public const string FromVisibleIntegration =
        $"from {Caller} c left join lateral visible_integration(@caller, c.is_superuser, @team is not null, @name) i on true";

    /// <summary>
    /// Begins every change of the integration that @name identifies; the procedure says what it locks, and why. For
    /// <see cref="LockedStatements"/>.
    /// </summary>
    public const string LockIntegration = "call lock_integration(@caller, @party, @team, @acted, @name, @target, null);";

    /// <summary>Returns a statement with its own parameters and those that identify the caller.</summary>
    public static CallerStatement Statement(this Caller caller, string sql, object? parameters, CancellationToken cancellationToken) =>
        parameters is PageParameters(var own, var page)
            ? new(caller, sql, own, page, cancellationToken)
            : new(caller, sql, parameters, null, cancellationToken);

    /// <summary>Reads columns of the caller, then a row.</summary>
    public static async Task<CallerRows<TRow>> QueryAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        return new(lines.Facts(caller), await lines.RestAsync<TRow>());
    }

    /// <summary>Reads columns of the caller, a row, then a part of the row.</summary>
    public static async Task<CallerWhole<TRow, TPart>> QueryWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        return new(lines.Facts(caller), lines.First<TRow>(), await lines.RestAsync<TPart>());
    }

    /// <summary>Reads columns of the caller, of the collection, then a row. The statement also gets @after, @limit and @fetch.</summary>
    public static async Task<CallerPage<TSummary, TRow>> QueryPageAsync<TSummary, TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, PageRequest page,
        CancellationToken cancellationToken)
        where TSummary : class, IPageSummary
        where TRow : class, IPageItem
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, page.AddTo(parameters), cancellationToken));
        var (facts, summary) = (lines.Facts(caller), lines.First<TSummary>()!);
        return new(facts, summary, Page.Of(await lines.RestAsync<TRow>(), static row => row, page, summary));
    }

    /// <summary>Reads columns of the caller, the integration's facts, then a row.</summary>
    /// <returns>Null if the caller cannot read the integration.</returns>
    public static async Task<VisibleIntegration<TRow>?> QueryIntegrationAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        return await lines.IntegrationAsync<TRow>(caller);
    }

    /// <summary>Reads columns of the caller, the integration's facts, a row, then a part of the row.</summary>
    /// <returns>Null if the caller cannot read the integration.</returns>
    public static async Task<VisibleIntegration<TRow, TPart>?> QueryIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        return await lines.IntegrationAsync<TRow, TPart>(caller);
    }

    /// <summary>Reads columns of the caller, of the collection, an integration's facts, then a row; otherwise as the other page.</summary>
    public static async Task<Page<VisibleIntegration<TRow>>> QueryIntegrationPageAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, PageRequest page,
        CancellationToken cancellationToken)
        where TRow : class, IPageItem
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, page.AddTo(parameters), cancellationToken));
        var (facts, summary) = (lines.Facts(caller), lines.First<PageSummary>()!);
        var rows = await lines.RestAsync<IntegrationFacts, TRow, VisibleIntegration<TRow>>(
            (ties, row) => Visible(caller, facts, ties, row));
        return Page.Of(rows, static read => read.Row, page, summary);
    }

    /// <exception cref="CallerRefusedException">The caller's token is no longer valid.</exception>
    internal static CallerFacts Facts(this ResultLines lines, Caller caller) => lines.First<CallerFacts>()!.Of(caller);

    internal static async Task<VisibleIntegration<TRow>?> IntegrationAsync<TRow>(this ResultLines lines, Caller caller)
        where TRow : class =>
        Visible(caller, lines.Facts(caller), lines.First<IntegrationFacts>(), await lines.LastAsync<TRow>());

    internal static async Task<VisibleIntegration<TRow, TPart>?> IntegrationAsync<TRow, TPart>(this ResultLines lines, Caller caller)
        where TRow : class
        where TPart : class
    {
        var visible = Visible(caller, lines.Facts(caller), lines.First<IntegrationFacts>(), lines.First<TRow>());
        var parts = await lines.RestAsync<TPart>();
        return visible is var (access, row) ? new(access, row, parts) : null;
    }

    private static VisibleIntegration<TRow>? Visible<TRow>(Caller caller, CallerFacts facts, IntegrationFacts? ties, TRow? row)
        where TRow : class =>
        ties is null || row is null ? null : new(new(caller, facts.IsSuperuser, ties), row);
}
