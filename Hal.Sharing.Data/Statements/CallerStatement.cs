namespace Hal.Sharing.Data.Statements;

/// <summary>A statement with the values of its parameters: the caller's four, those of a page, and the properties of an object.</summary>
/// <param name="Sql">A constant with parameters as <c>@name</c>.</param>
/// <param name="Own">An anonymous object, as a rule; null if the statement has no parameters of its own.</param>
internal readonly record struct CallerStatement(
    Caller Caller, string Sql, object? Own, PageRequest? Page, CancellationToken CancellationToken)
{
    public Task<NpgsqlDataReader> ExecuteReaderAsync(NpgsqlConnection connection) =>
        PositionalSql.Of(Sql).ExecuteReaderAsync(connection, this);
}

/// <summary>The parameters of a statement that reads a page: its own, and those of the page.</summary>
internal sealed record PageParameters(object? Own, PageRequest Page);

/// <summary>Runs statements that do not return the caller's facts, such as writes.</summary>
internal static class StatementRuns
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, CallerStatement statement)
    {
        await using var reader = await statement.ExecuteReaderAsync(connection);
        while (await reader.NextResultAsync(statement.CancellationToken))
        {
        }
    }

    /// <summary>Returns the rows of the first result, which have the columns of a record, or one.</summary>
    public static async Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, CallerStatement statement)
    {
        await using var lines = await ResultLines.OpenAsync(connection, statement);
        return await lines.AllAsync<T>();
    }

    /// <inheritdoc cref="QueryAsync"/>
    /// <exception cref="InvalidOperationException">There is not exactly one row.</exception>
    public static async Task<T> QuerySingleAsync<T>(this NpgsqlConnection connection, CallerStatement statement) =>
        (await connection.QueryAsync<T>(statement)).Single();

    /// <inheritdoc cref="QueryAsync"/>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public static async Task<T?> QuerySingleOrDefaultAsync<T>(this NpgsqlConnection connection, CallerStatement statement) =>
        (await connection.QueryAsync<T>(statement)).SingleOrDefault();
}
