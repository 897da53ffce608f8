using System.Data;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads statements that bring what the caller asked for together with the facts that his rights follow from: one round trip
/// decides and answers.
/// </summary>
internal static class CallerStatements
{
    public const string CallerColumns =
        "c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes, c.owns_only";

    /// <summary>The caller, one row always; <see cref="Statement"/> brings the parameters.</summary>
    public const string Caller = "caller_facts(@caller, @party, @team, @acted)";

    public const string IntegrationColumns =
        "i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level";

    /// <summary>The caller c and the integration i that @name leads to; i is all null when he cannot read it.</summary>
    public const string FromVisibleIntegration =
        $"from {Caller} c left join lateral visible_integration(@caller, c.is_superuser, c.owns_only, @name) i on true";

    /// <summary>
    /// Begins every change of the integration that @name leads to; see the procedure for what it locks, and why. Read by
    /// <see cref="LockedStatements"/>.
    /// </summary>
    public const string LockIntegration = "call lock_integration(@caller, @party, @team, @acted, @name, @target, null);";

    /// <summary>A statement with its own parameters and those that say who calls.</summary>
    public static CommandDefinition Statement(this Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
    {
        var all = new DynamicParameters(parameters) { RemoveUnused = false };
        all.Add("caller", caller.Id, DbType.String);
        all.Add("party", caller.AuthorizedParty, DbType.String);
        all.Add("team", caller.TeamId, DbType.String);
        all.Add("acted", caller.IsActedFor, DbType.Boolean);
        return new(sql, all, cancellationToken: cancellationToken);
    }

    /// <summary>Reads columns of the caller, then rows from column <paramref name="rowStart"/> on.</summary>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(CallerFacts Caller, IReadOnlyList<TRow> Rows)> QueryAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string rowStart, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TRow?, (CallerFacts Caller, TRow? Row)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, row) => (facts, row), rowStart);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), [.. from line in read where line.Row is not null select line.Row]);
    }

    /// <summary>Reads columns of the caller, of the page, then rows; they start where <paramref name="starts"/> says.</summary>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(CallerFacts Caller, TPage Page, IReadOnlyList<TRow> Rows)> QueryPageAsync<TPage, TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string starts, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TPage, TRow?, (CallerFacts Caller, TPage Page, TRow? Row)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, page, row) => (facts, page, row), starts);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), read[0].Page, [.. from line in read where line.Row is not null select line.Row]);
    }

    /// <summary>Reads columns of the caller, of one thing, then of its parts: none, one or many.</summary>
    /// <returns>The thing is null where there is none.</returns>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(CallerFacts Caller, TRow? Row, IReadOnlyList<TPart> Parts)> QueryWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string starts, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TRow?, TPart?, (CallerFacts Caller, TRow? Row, TPart? Part)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, row, part) => (facts, row, part), starts);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), read[0].Row, [.. from line in read where line.Part is not null select line.Part]);
    }

    /// <summary>As before, with what is said of the page between the caller and the thing.</summary>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(CallerFacts Caller, TPage Page, TRow? Row, IReadOnlyList<TPart> Parts)> QueryPageAsync<TPage, TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string starts, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TPage, TRow?, TPart?, (CallerFacts Caller, TPage Page, TRow? Row, TPart? Part)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, page, row, part) => (facts, page, row, part), starts);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), read[0].Page, read[0].Row, [.. from line in read where line.Part is not null select line.Part]);
    }

    /// <summary>Reads columns of the caller, the integration's facts, then one row from its column id on.</summary>
    /// <returns>Null when the caller cannot read the integration.</returns>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(IntegrationAccess Access, TRow Row)?> QueryIntegrationAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, IntegrationFacts?, TRow?, (CallerFacts, IntegrationFacts?, TRow?)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, ties, row) => (facts, ties, row), "is_owner,id");
        var (who, ties, row) = lines.AsList()[0];
        return Access(caller, who.Of(caller), ties) is { } access && row is not null ? (access, row) : null;
    }

    /// <summary>As before, with the integration's parts from column <paramref name="partStart"/> on: none, one or many.</summary>
    public static async Task<(IntegrationAccess Access, TRow Row, IReadOnlyList<TPart> Parts)?> QueryIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string partStart, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.QueryAsync<CallerFacts, IntegrationFacts?, TRow?, TPart?, (CallerFacts Caller, IntegrationFacts? Ties, TRow? Row, TPart? Part)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, ties, row, part) => (facts, ties, row, part), "is_owner,id," + partStart);
        var read = lines.AsList();
        var first = read[0];
        return Access(caller, first.Caller.Of(caller), first.Ties) is { } access && first.Row is not null
            ? (access, first.Row, [.. from line in read where line.Part is not null select line.Part])
            : null;
    }

    /// <summary>Reads columns of the caller, of the page from <paramref name="pageStart"/> on, then facts and integrations.</summary>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public static async Task<(TPage Page, IReadOnlyList<(IntegrationAccess Access, TRow Row)> Rows)> QueryIntegrationPageAsync<TPage, TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string pageStart, CancellationToken cancellationToken)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TPage, IntegrationFacts?, TRow?, (CallerFacts Caller, TPage Page, IntegrationFacts? Ties, TRow? Row)>(
            caller.Statement(sql, parameters, cancellationToken), static (facts, page, ties, row) => (facts, page, ties, row), pageStart + ",is_owner,id");
        var read = lines.AsList();
        var who = read[0].Caller.Of(caller);
        return (read[0].Page, [.. from line in read where line.Row is not null select (Access(caller, who, line.Ties)!, line.Row)]);
    }

    internal static IntegrationAccess? Access(Caller caller, CallerFacts who, IntegrationFacts? ties) =>
        ties is null ? null : new IntegrationAccess(caller, who.IsSuperuser, ties);
}
