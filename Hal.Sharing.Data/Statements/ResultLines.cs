using System.Data.Common;

namespace Hal.Sharing.Data.Statements;

/// <summary>Reads results whose lines consist of several rows side by side: the caller's facts, then up to three other rows.</summary>
internal static class ResultLines
{
    /// <param name="parser">The method <c>Parser</c> of the line's type.</param>
    public static async Task<List<TLine>> ReadLinesAsync<TLine>(
        this NpgsqlConnection connection, CommandDefinition command, Func<LineColumns, Func<DbDataReader, TLine>> parser)
    {
        await using var reader = await connection.ExecuteReaderAsync(command);
        return await ReadAsync(reader, parser, command.CancellationToken);
    }

    /// <summary>The same for a statement that begins with a lock procedure, which returns whether it took the lock.</summary>
    public static async Task<(bool IsLocked, List<TLine> Lines)> ReadLockedLinesAsync<TLine>(
        this NpgsqlConnection connection, CommandDefinition command, Func<LineColumns, Func<DbDataReader, TLine>> parser)
    {
        await using var reader = await connection.ExecuteReaderAsync(command);
        await reader.ReadAsync(command.CancellationToken);
        var isLocked = reader.GetBoolean(0);
        await reader.NextResultAsync(command.CancellationToken);
        return (isLocked, await ReadAsync(reader, parser, command.CancellationToken));
    }

    /// <summary>Returns the rows that are there: a line without one has null in its place.</summary>
    public static IReadOnlyList<TRow> Found<TLine, TRow>(this List<TLine> lines, Func<TLine, TRow?> row)
        where TRow : class =>
        [.. lines.Select(row).OfType<TRow>()];

    private static async Task<List<TLine>> ReadAsync<TLine>(
        DbDataReader reader, Func<LineColumns, Func<DbDataReader, TLine>> parser, CancellationToken cancellationToken)
    {
        var columns = new LineColumns(reader);
        var parse = parser(columns);
        columns.RequireEnd();
        var lines = new List<TLine>();
        while (await reader.ReadAsync(cancellationToken))
            lines.Add(parse(reader));
        return lines;
    }
}

/// <summary>
/// Divides the columns of a result among row types. Each type takes as many columns as its record has parameters, and Dapper compares the
/// names: a select list and the records that it fills cannot diverge.
/// </summary>
internal sealed class LineColumns(DbDataReader reader)
{
    private int _next;

    /// <summary>Returns what reads the next columns as a row; the row is null if the first of its columns is null.</summary>
    public Func<DbDataReader, TRow?> Take<TRow>()
        where TRow : class
    {
        var start = _next;
        _next += Width<TRow>.Columns;
        return reader.GetRowParser<TRow?>(startIndex: start, length: Width<TRow>.Columns, returnNullIfFirstMissing: true);
    }

    /// <exception cref="InvalidOperationException">There are columns that no row has taken.</exception>
    public void RequireEnd()
    {
        if (_next != reader.FieldCount)
            throw new InvalidOperationException($"The rows take {_next} of {reader.FieldCount} columns.");
    }

    private static class Width<TRow>
    {
        public static readonly int Columns = typeof(TRow).GetConstructors().Single().GetParameters().Length;
    }
}

/// <summary>A line with one row after the caller's facts.</summary>
internal readonly record struct Line<T1>(CallerFacts Caller, T1? First)
    where T1 : class
{
    public static Func<DbDataReader, Line<T1>> Parser(LineColumns columns)
    {
        var (caller, first) = (columns.Take<CallerFacts>(), columns.Take<T1>());
        return reader => new(caller(reader)!, first(reader));
    }
}

/// <summary>A line with two rows after the caller's facts.</summary>
internal readonly record struct Line<T1, T2>(CallerFacts Caller, T1? First, T2? Second)
    where T1 : class
    where T2 : class
{
    public static Func<DbDataReader, Line<T1, T2>> Parser(LineColumns columns)
    {
        var (caller, first, second) = (columns.Take<CallerFacts>(), columns.Take<T1>(), columns.Take<T2>());
        return reader => new(caller(reader)!, first(reader), second(reader));
    }
}

/// <summary>A line with three rows after the caller's facts.</summary>
internal readonly record struct Line<T1, T2, T3>(CallerFacts Caller, T1? First, T2? Second, T3? Third)
    where T1 : class
    where T2 : class
    where T3 : class
{
    public static Func<DbDataReader, Line<T1, T2, T3>> Parser(LineColumns columns)
    {
        var (caller, first, second, third) = (columns.Take<CallerFacts>(), columns.Take<T1>(), columns.Take<T2>(), columns.Take<T3>());
        return reader => new(caller(reader)!, first(reader), second(reader), third(reader));
    }
}
