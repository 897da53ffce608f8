using Dapper;
using Hal.Sharing.Data.Access;
using Npgsql;

namespace Hal.Sharing.Data;

/// <summary>
/// Reads statements that bring what the caller asked for together with the facts that his rights follow from: one round trip
/// decides and answers.
/// </summary>
internal static class Facts
{
    public const string CallerColumns = "c.caller_exists, c.is_superuser, c.managed_by";

    public const string IntegrationColumns =
        "i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level";

    /// <summary>The caller c and the integration i that @name leads to; i is all null when he cannot read it.</summary>
    public const string FromVisibleIntegration =
        "from caller_facts(@caller) c left join lateral visible_integration(@caller, c.is_superuser, @name) i on true";

    /// <summary>Reads columns of the caller, then rows from column <paramref name="rowStart"/> on.</summary>
    /// <exception cref="CallerGoneException">Nobody stands behind the token.</exception>
    public static async Task<(CallerFacts Caller, IReadOnlyList<TRow> Rows)> QueryAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, CommandDefinition command, string rowStart)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TRow?, (CallerFacts Caller, TRow? Row)>(
            command, static (facts, row) => (facts, row), rowStart);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), [.. from line in read where line.Row is not null select line.Row]);
    }

    /// <summary>Reads columns of the caller, of the page, then rows; they start where <paramref name="starts"/> says.</summary>
    /// <exception cref="CallerGoneException">Nobody stands behind the token.</exception>
    public static async Task<(CallerFacts Caller, TPage Page, IReadOnlyList<TRow> Rows)> QueryPageAsync<TPage, TRow>(
        this NpgsqlConnection connection, Caller caller, CommandDefinition command, string starts)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TPage, TRow?, (CallerFacts Caller, TPage Page, TRow? Row)>(
            command, static (facts, page, row) => (facts, page, row), starts);
        var read = lines.AsList();
        return (read[0].Caller.Of(caller), read[0].Page, [.. from line in read where line.Row is not null select line.Row]);
    }

    /// <summary>Reads columns of the caller, the integration's facts, then one row from its column id on.</summary>
    /// <returns>Null when the caller cannot read the integration.</returns>
    /// <exception cref="CallerGoneException">Nobody stands behind the token.</exception>
    public static async Task<(IntegrationAccess Access, TRow Row)?> QueryIntegrationAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, CommandDefinition command)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, IntegrationFacts?, TRow?, (CallerFacts, IntegrationFacts?, TRow?)>(
            command, static (facts, ties, row) => (facts, ties, row), "is_owner,id");
        var (who, ties, row) = lines.AsList()[0];
        return Access(who.Of(caller), ties) is { } access && row is not null ? (access, row) : null;
    }

    /// <summary>As before, with the integration's parts from column <paramref name="partStart"/> on: none, one or many.</summary>
    public static async Task<(IntegrationAccess Access, TRow Row, IReadOnlyList<TPart> Parts)?> QueryIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, CommandDefinition command, string partStart)
        where TRow : class
        where TPart : class
    {
        var lines = await connection.QueryAsync<CallerFacts, IntegrationFacts?, TRow?, TPart?, (CallerFacts Caller, IntegrationFacts? Ties, TRow? Row, TPart? Part)>(
            command, static (facts, ties, row, part) => (facts, ties, row, part), "is_owner,id," + partStart);
        var read = lines.AsList();
        var first = read[0];
        return Access(first.Caller.Of(caller), first.Ties) is { } access && first.Row is not null
            ? (access, first.Row, [.. from line in read where line.Part is not null select line.Part])
            : null;
    }

    /// <summary>Reads columns of the caller, of the page from <paramref name="pageStart"/> on, then facts and integrations.</summary>
    /// <exception cref="CallerGoneException">Nobody stands behind the token.</exception>
    public static async Task<(TPage Page, IReadOnlyList<(IntegrationAccess Access, TRow Row)> Rows)> QueryIntegrationPageAsync<TPage, TRow>(
        this NpgsqlConnection connection, Caller caller, CommandDefinition command, string pageStart)
        where TRow : class
    {
        var lines = await connection.QueryAsync<CallerFacts, TPage, IntegrationFacts?, TRow?, (CallerFacts Caller, TPage Page, IntegrationFacts? Ties, TRow? Row)>(
            command, static (facts, page, ties, row) => (facts, page, ties, row), pageStart + ",is_owner,id");
        var read = lines.AsList();
        var who = read[0].Caller.Of(caller);
        return (read[0].Page, [.. from line in read where line.Row is not null select (Access(who, line.Ties)!, line.Row)]);
    }

    private static IntegrationAccess? Access(CallerFacts caller, IntegrationFacts? ties) =>
        ties is null ? null : new IntegrationAccess(caller.IsSuperuser, ties);
}
