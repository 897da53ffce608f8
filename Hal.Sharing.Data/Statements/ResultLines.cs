namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads a result whose lines consist of several rows side by side. All but the last are the same on every line and are read once, from
/// the first one.
/// </summary>
internal sealed class ResultLines : IAsyncDisposable
{
    private readonly NpgsqlDataReader _reader;
    private readonly PositionalSql _sql;
    private readonly CancellationToken _cancellationToken;
    private int _next;
    private bool _hasLine;

    private ResultLines(NpgsqlDataReader reader, CallerStatement statement)
    {
        _reader = reader;
        _sql = PositionalSql.Of(statement.Sql);
        _cancellationToken = statement.CancellationToken;
    }

    /// <summary>Runs the statement and goes to the first line.</summary>
    public static async Task<ResultLines> OpenAsync(NpgsqlConnection connection, CallerStatement statement)
    {
        var lines = new ResultLines(await statement.ExecuteReaderAsync(connection), statement);
        lines._hasLine = await lines._reader.ReadAsync(statement.CancellationToken);
        return lines;
    }

    /// <summary>Reads the only row of this result, and goes to the first line of the next one.</summary>
    public async Task<T> BeforeAsync<T>()
    {
        var value = RowReader<T>.Read(_reader, 0);
        await _reader.NextResultAsync(_cancellationToken);
        _hasLine = await _reader.ReadAsync(_cancellationToken);
        return value;
    }

    /// <summary>Reads the next columns of the first line; null if the first of them is null.</summary>
    public TRow? First<TRow>()
        where TRow : class =>
        Row<TRow>(Take<TRow>());

    /// <summary>As <see cref="First"/>, for the last columns of a result with one line.</summary>
    public async Task<TRow?> LastAsync<TRow>()
        where TRow : class
    {
        var start = Take<TRow>();
        RequireEnd();
        var row = Row<TRow>(start);
        await EndAsync();
        return row;
    }

    /// <summary>Reads the remaining columns of all lines, without the rows whose first column is null: they are not there.</summary>
    public Task<List<TRow>> RestAsync<TRow>()
        where TRow : class
    {
        var start = Take<TRow>();
        return RestAsync(() => Row<TRow>(start));
    }

    /// <summary>The same for two rows side by side.</summary>
    public Task<List<TBoth>> RestAsync<T1, T2, TBoth>(Func<T1?, T2?, TBoth?> both)
        where T1 : class
        where T2 : class
        where TBoth : class
    {
        var (first, second) = (Take<T1>(), Take<T2>());
        return RestAsync(() => both(Row<T1>(first), Row<T2>(second)));
    }

    /// <summary>Reads the remaining columns of all lines.</summary>
    public Task<List<T>> AllAsync<T>()
    {
        var start = Take<T>();
        return RestAsync(() => RowReader<T>.Read(_reader, start));
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private int Take<TRow>()
    {
        var start = _next;
        _next += RowReader<TRow>.Columns;
        if (!_sql.HasCheckedColumns)
            RowReader<TRow>.CheckNames(_reader, start);
        return start;
    }

    private TRow? Row<TRow>(int start)
        where TRow : class =>
        _reader.IsDBNull(start) ? null : RowReader<TRow>.Read(_reader, start);

    private async Task<List<T>> RestAsync<T>(Func<T?> read)
    {
        RequireEnd();
        var rows = new List<T>();
        for (; _hasLine; _hasLine = await _reader.ReadAsync(_cancellationToken))
        {
            if (read() is { } row)
                rows.Add(row);
        }
        await EndAsync();
        return rows;
    }

    /// <summary>Waits for the end of all results: the disposal would ignore a timeout.</summary>
    private async Task EndAsync()
    {
        while (await _reader.NextResultAsync(_cancellationToken))
        {
        }
    }

    /// <exception cref="InvalidOperationException">There are columns that no row has taken.</exception>
    private void RequireEnd()
    {
        if (_next != _reader.FieldCount)
            throw new InvalidOperationException($"The rows take {_next} of {_reader.FieldCount} columns.");
        _sql.HasCheckedColumns = true;
    }
}
