namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads statements that begin with a lock procedure: whether it took the lock, then the state after the wait. If it did not take the
/// lock, a permission that the state shows was granted after the procedure had looked; the command must refuse as if it did not exist.
/// </summary>
internal static class LockedStatements
{
    /// <inheritdoc cref="CallerStatements.QueryAsync"/>
    public static async Task<LockedRows<TRow>> QueryLockedAsync<TRow>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
    {
        var (isLocked, lines) = await connection.ReadLockedLinesAsync(
            caller.Statement(sql, parameters, cancellationToken), Line<TRow>.Parser);
        return new(isLocked, lines[0].Caller.Of(caller), lines.Found(line => line.First));
    }

    /// <inheritdoc cref="CallerStatements.QueryWholeAsync"/>
    public static async Task<LockedWhole<TRow, TPart>> QueryLockedWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var (isLocked, lines) = await connection.ReadLockedLinesAsync(
            caller.Statement(sql, parameters, cancellationToken), Line<TRow, TPart>.Parser);
        return new(isLocked, lines[0].Caller.Of(caller), lines[0].First, lines.Found(line => line.Second));
    }

    /// <inheritdoc cref="CallerStatements.QueryIntegrationAsync{TRow, TPart}"/>
    /// <returns>Null if the caller cannot read the integration, or could not when the procedure looked.</returns>
    public static async Task<VisibleIntegration<TRow, TPart>?> QueryLockedIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        var (isLocked, lines) = await connection.ReadLockedLinesAsync(
            caller.Statement(sql, parameters, cancellationToken), Line<IntegrationFacts, TRow, TPart>.Parser);
        var visible = CallerStatements.Visible(caller, lines);
        return isLocked ? visible : null;
    }
}
