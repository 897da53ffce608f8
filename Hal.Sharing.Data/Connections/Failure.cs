using System.Net.Sockets;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Classifies exceptions by the rows of the retry table. It does not use <see cref="NpgsqlException.IsTransient"/>, which counts
/// unknown outcomes as safe and misses a primary that became read-only.
/// </summary>
public static class Failure
{
    /// <summary>Returns the same kind for the same exception in the same phase.</summary>
    public static FailureKind Classify(Exception exception, Phase phase) => exception switch
    {
        // An ERROR in response to COMMIT is definite: the server rolled back. FATAL and PANIC come with a lost connection.
        PostgresException { InvariantSeverity: "ERROR" } error => Reported(error),
        _ when phase is Phase.Committing => FailureKind.OutcomeUnknown,
        PostgresException error => phase is Phase.Opening ? Refused(error) : Reported(error),
        _ => phase is Phase.Opening ? NotOpened(exception) : Broken(exception),
    };

    private static FailureKind Reported(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable => FailureKind.Conflict,
        PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow => FailureKind.ConnectionLost,
        PostgresErrorCodes.ReadOnlySqlTransaction => FailureKind.NotPrimary,
        // database_timeline() on a standby.
        PostgresErrorCodes.ObjectNotInPrerequisiteState when error.Routine == "pg_current_wal_insert_lsn" => FailureKind.NotPrimary,
        PostgresErrorCodes.QueryCanceled => FailureKind.TooSlow,
        PostgresErrorCodes.InvalidSqlStatementName
            or PostgresErrorCodes.DuplicatePreparedStatement => FailureKind.StatementLost,
        PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.OutOfMemory => FailureKind.ServerBroken,
        // The message can be translated, the name of the C function is not; 0A000 itself has many other meanings.
        PostgresErrorCodes.FeatureNotSupported when error.Routine == "RevalidateCachedQuery" => FailureKind.StalePlan,
        ['5', '8', ..] or ['X', 'X', ..] => FailureKind.ServerBroken,
        ['2', '3', ..] => FailureKind.Constraint,
        // Whatever its code, FATAL and PANIC end the connection (an idle transaction, a dropped database).
        _ => error.InvariantSeverity is "FATAL" or "PANIC" ? FailureKind.ConnectionLost : FailureKind.Other,
    };

    /// <summary>A wrong password or database name remains an error: waiting does not correct a configuration.</summary>
    private static FailureKind Refused(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown => FailureKind.CouldNotOpen,
        _ => Reported(error) is FailureKind.ServerBroken ? FailureKind.ServerBroken : FailureKind.Other,
    };

    private static FailureKind NotOpened(Exception exception) => exception switch
    {
        NpgsqlException { InnerException: { } inner } => NotOpened(inner),
        // A deadline that ends the wait for a connection.
        AggregateException several when several.InnerExceptions.Any(inner => inner is OperationCanceledException) => FailureKind.TooSlow,
        // Several reasons: a temporary one is enough to try again.
        AggregateException several => several.InnerExceptions.Any(IsTemporary) ? FailureKind.CouldNotOpen : FailureKind.Other,
        SocketException or IOException or TimeoutException => FailureKind.CouldNotOpen,
        _ => FailureKind.Other,
    };

    private static bool IsTemporary(Exception exception) => Classify(exception, Phase.Opening) is FailureKind.CouldNotOpen;

    private static FailureKind Broken(Exception exception) => exception switch
    {
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => FailureKind.TooSlow,
        NpgsqlException { InnerException: IOException or SocketException } => FailureKind.ConnectionLost,
        // Npgsql 10.0.3 forgets the columns of a statement that it prepares if PostgreSQL refuses the first values. The next execution on
        // that connection then gets rows that Npgsql does not expect, and it closes the connection. It has no type for this.
        _ when exception.GetType() == typeof(Exception)
            && exception.Message.StartsWith("Received unexpected backend message", StringComparison.Ordinal) => FailureKind.ConnectionLost,
        _ => FailureKind.Other,
    };
}
