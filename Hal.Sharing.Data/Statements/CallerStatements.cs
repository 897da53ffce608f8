using System.Data;

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
    public static CommandDefinition Statement(this Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
    {
        var all = new DynamicParameters(parameters) { RemoveUnused = false };
        all.Add("caller", caller.Id, DbType.String);
        all.Add("party", caller.AuthorizedParty, DbType.String);
        all.Add("team", caller.TeamId, DbType.String);
        all.Add("acted", caller.IsActedFor, DbType.Boolean);
        return new(sql, all, cancellationToken: cancellationToken);
    }

    /// <summary>Reads columns of the caller, then a row.</summary>
    public static async Task<CallerRows<TRow>> QueryAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.ReadLinesAsync(caller.Statement(sql, parameters, cancellationToken), Line<TRow>.Parser);
        return new(lines[0].Caller.Of(caller), lines.Found(line => line.First));
    }

    /// <summary>Reads columns of the caller, a row, then a part of the row.</summary>
    public static async Task<CallerWhole<TRow, TPart>> QueryWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.ReadLinesAsync(caller.Statement(sql, parameters, cancellationToken), Line<TRow, TPart>.Parser);
        return new(lines[0].Caller.Of(caller), lines[0].First, lines.Found(line => line.Second));
    }

    /// <summary>Reads columns of the caller, of the collection, then a row. The statement also gets @after, @limit and @fetch.</summary>
    public static async Task<CallerPage<TSummary, TRow>> QueryPageAsync<TSummary, TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, PageRequest page,
        CancellationToken cancellationToken)
        where TSummary : class, IPageSummary
        where TRow : class, IPageItem
    {
        var lines = await connection.ReadLinesAsync(
            caller.Statement(sql, page.AddTo(parameters), cancellationToken), Line<TSummary, TRow>.Parser);
        var (facts, summary) = (lines[0].Caller.Of(caller), lines[0].First!);
        return new(facts, summary, Page.Of(lines.Found(line => line.Second), static row => row, page, summary));
    }

    /// <summary>Reads columns of the caller, the integration's facts, then a row.</summary>
    /// <returns>Null if the caller cannot read the integration.</returns>
    public static async Task<VisibleIntegration<TRow>?> QueryIntegrationAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.ReadLinesAsync(
            caller.Statement(sql, parameters, cancellationToken), Line<IntegrationFacts, TRow>.Parser);
        var (facts, ties, row) = lines[0];
        return Visible(caller, facts.Of(caller), ties, row);
    }

    /// <summary>Reads columns of the caller, the integration's facts, a row, then a part of the row.</summary>
    /// <returns>Null if the caller cannot read the integration.</returns>
    public static async Task<VisibleIntegration<TRow, TPart>?> QueryIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.ReadLinesAsync(
            caller.Statement(sql, parameters, cancellationToken), Line<IntegrationFacts, TRow, TPart>.Parser);
        return Visible(caller, lines);
    }

    /// <summary>Reads columns of the caller, of the collection, an integration's facts, then a row; otherwise as the other page.</summary>
    public static async Task<Page<VisibleIntegration<TRow>>> QueryIntegrationPageAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, PageRequest page,
        CancellationToken cancellationToken)
        where TRow : class, IPageItem
    {
        var lines = await connection.ReadLinesAsync(
            caller.Statement(sql, page.AddTo(parameters), cancellationToken), Line<PageSummary, IntegrationFacts, TRow>.Parser);
        var facts = lines[0].Caller.Of(caller);
        return Page.Of(
            lines.Found(line => Visible(caller, facts, line.Second, line.Third)), static read => read.Row, page, lines[0].First!);
    }

    internal static VisibleIntegration<TRow, TPart>? Visible<TRow, TPart>(Caller caller, List<Line<IntegrationFacts, TRow, TPart>> lines)
        where TRow : class
        where TPart : class
    {
        var (facts, ties, row, _) = lines[0];
        return Visible(caller, facts.Of(caller), ties, row) is var (access, found)
            ? new(access, found, lines.Found(line => line.Third))
            : null;
    }

    private static VisibleIntegration<TRow>? Visible<TRow>(Caller caller, CallerFacts facts, IntegrationFacts? ties, TRow? row)
        where TRow : class =>
        ties is null || row is null ? null : new(new(caller, facts.IsSuperuser, ties), row);
}
