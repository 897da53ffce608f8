using Npgsql;

namespace Hal.Sharing.Data;

/// <summary>Writes that first look whether a name is free, or nothing stands in the way, and may be outrun between look and write.</summary>
internal static class LookAgain
{
    /// <summary>
    /// Runs the write, and once more when a key stopped it: somebody else claimed the name, or an account went, after the look. The
    /// second look sees it and answers with a value.
    /// </summary>
    public static async Task<T> WriteOrLookAgainAsync<T>(
        this Database database, Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(write, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation)
        {
            return await database.WriteAsync(write, cancellationToken);
        }
    }
}
