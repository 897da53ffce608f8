using System.Data.Common;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads statements that begin with a lock procedure: whether it took the lock, then the state after the wait. Without the lock, a right
/// that the state shows was granted after the procedure had looked; the command must refuse as if it were not there.
/// </summary>
internal static class LockedStatements
{
    /// <inheritdoc cref="CallerStatements.QueryAsync"/>
    public static async Task<(bool IsLocked, CallerFacts Caller, IReadOnlyList<TRow> Rows)> QueryLockedAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string rowStart, CancellationToken cancellationToken)
        where TRow : class
    {
        var (isLocked, lines) = await ReadAsync<(CallerFacts Facts, TRow? Row)>(connection, caller.Statement(sql, parameters, cancellationToken), reader =>
        {
            var start = reader.GetOrdinal(rowStart);
            var (facts, row) = (reader.GetRowParser<CallerFacts>(length: start), Parser<TRow>(reader, start));
            return line => (facts(line), row(line));
        });
        return (isLocked, lines[0].Facts.Of(caller), [.. from line in lines where line.Row is not null select line.Row]);
    }

    /// <inheritdoc cref="CallerStatements.QueryWholeAsync"/>
    public static async Task<(bool IsLocked, CallerFacts Caller, TRow? Row, IReadOnlyList<TPart> Parts)> QueryLockedWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, (string Row, string Part) starts, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var (isLocked, lines) = await ReadAsync<(CallerFacts Facts, TRow? Row, TPart? Part)>(connection, caller.Statement(sql, parameters, cancellationToken), reader =>
        {
            var (start, partStart) = (reader.GetOrdinal(starts.Row), reader.GetOrdinal(starts.Part));
            var (facts, row, part) = (reader.GetRowParser<CallerFacts>(length: start), Parser<TRow>(reader, start, partStart), Parser<TPart>(reader, partStart));
            return line => (facts(line), row(line), part(line));
        });
        return (isLocked, lines[0].Facts.Of(caller), lines[0].Row, [.. from line in lines where line.Part is not null select line.Part]);
    }

    /// <inheritdoc cref="CallerStatements.QueryIntegrationAsync{TRow, TPart}"/>
    /// <returns>Null if the caller cannot read the integration, or could not when the lock was to be taken.</returns>
    public static async Task<(IntegrationAccess Access, TRow Row, IReadOnlyList<TPart> Parts)?> QueryLockedIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, string partStart, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var (isLocked, lines) = await ReadAsync<(CallerFacts Facts, IntegrationFacts? Ties, TRow? Row, TPart? Part)>(connection, caller.Statement(sql, parameters, cancellationToken), reader =>
        {
            var (ties, start, last) = (reader.GetOrdinal("is_owner"), reader.GetOrdinal("id"), reader.GetOrdinal(partStart));
            var (facts, integration) = (reader.GetRowParser<CallerFacts>(length: ties), Parser<IntegrationFacts>(reader, ties, start));
            var (row, part) = (Parser<TRow>(reader, start, last), Parser<TPart>(reader, last));
            return line => (facts(line), integration(line), row(line), part(line));
        });
        var who = lines[0].Facts.Of(caller);
        return isLocked && CallerStatements.Access(caller, who, lines[0].Ties) is { } access && lines[0].Row is { } found
            ? (access, found, [.. from line in lines where line.Part is not null select line.Part])
            : null;
    }

    private static async Task<(bool IsLocked, List<TLine> Lines)> ReadAsync<TLine>(
        NpgsqlConnection connection, CommandDefinition command, Func<DbDataReader, Func<DbDataReader, TLine>> parser)
    {
        await using var reader = await connection.ExecuteReaderAsync(command);
        await reader.ReadAsync(command.CancellationToken);
        var isLocked = reader.GetBoolean(0);
        await reader.NextResultAsync(command.CancellationToken);
        var parse = parser(reader);
        var lines = new List<TLine>();
        while (await reader.ReadAsync(command.CancellationToken))
            lines.Add(parse(reader));
        return (isLocked, lines);
    }

    /// <summary>Reads the columns up to the end, or to another row's; null where the first of them is null.</summary>
    private static Func<DbDataReader, T?> Parser<T>(DbDataReader reader, int start, int? end = null)
        where T : class =>
        reader.GetRowParser<T?>(startIndex: start, length: (end ?? reader.FieldCount) - start, returnNullIfFirstMissing: true);
}
