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
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        var isLocked = await lines.BeforeAsync<bool>();
        return new(isLocked, lines.Facts(caller), await lines.RestAsync<TRow>());
    }

    /// <inheritdoc cref="CallerStatements.QueryWholeAsync"/>
    public static async Task<LockedWhole<TRow, TPart>> QueryLockedWholeAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        var isLocked = await lines.BeforeAsync<bool>();
        return new(isLocked, lines.Facts(caller), lines.First<TRow>(), await lines.RestAsync<TPart>());
    }

    /// <inheritdoc cref="CallerStatements.QueryIntegrationAsync{TRow, TPart}"/>
    /// <returns>Null if the caller cannot read the integration, or could not when the procedure looked.</returns>
    /// <exception cref="BusyResourceException">Other writes of the integration wait already.</exception>
    public static async Task<VisibleIntegration<TRow, TPart>?> QueryLockedIntegrationAsync<TRow, TPart>(
        this NpgsqlConnection connection, Caller caller, string sql, object? parameters, CancellationToken cancellationToken)
        where TRow : class
        where TPart : class
    {
        await using var lines = await ResultLines.OpenAsync(connection, caller.Statement(sql, parameters, cancellationToken));
        var isLocked = await lines.BeforeAsync<bool?>() ?? throw new BusyResourceException();
        var visible = await lines.IntegrationAsync<TRow, TPart>(caller);
        return isLocked ? visible : null;
    }
}
