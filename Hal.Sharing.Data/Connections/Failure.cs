using System.Net.Sockets;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Tells from an exception which row of the retry table it is. <see cref="NpgsqlException.IsTransient"/> is not asked:
/// it counts unknown outcomes as safe and misses a primary that became read-only.
/// </summary>
public static class Failure
{
    /// <summary>The table, pure: the same exception in the same phase is always the same kind.</summary>
    public static FailureKind Classify(Exception exception, Phase phase) => exception switch
    {
        // An ERROR in answer to COMMIT is definite: the server rolled back. FATAL and PANIC come with a lost connection.
        PostgresException { InvariantSeverity: "ERROR" } said => Said(said),
        _ when phase is Phase.Committing => FailureKind.OutcomeUnknown,
        PostgresException said => phase is Phase.Opening ? Refused(said) : Said(said),
        _ => phase is Phase.Opening ? NotOpened(exception) : Broken(exception),
    };

    private static FailureKind Said(PostgresException said) => said.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable => FailureKind.Conflict,
        PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow => FailureKind.ConnectionLost,
        PostgresErrorCodes.ReadOnlySqlTransaction => FailureKind.NotPrimary,
        PostgresErrorCodes.QueryCanceled => FailureKind.TooSlow,
        PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.OutOfMemory => FailureKind.ServerBroken,
        // The message may be translated, the name of the C function is not; 0A000 itself has a hundred other meanings.
        PostgresErrorCodes.FeatureNotSupported when said.Routine == "RevalidateCachedQuery" => FailureKind.StalePlan,
        ['5', '8', ..] or ['X', 'X', ..] => FailureKind.ServerBroken,
        ['2', '3', ..] => FailureKind.Constraint,
        // Whatever its code, FATAL and PANIC end the connection (an idle transaction, a dropped database).
        _ => said.InvariantSeverity is "FATAL" or "PANIC" ? FailureKind.ConnectionLost : FailureKind.Other,
    };

    /// <summary>A wrong password or database name stays what it is: waiting does not mend a configuration.</summary>
    private static FailureKind Refused(PostgresException said) => said.SqlState switch
    {
        PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown => FailureKind.CouldNotOpen,
        _ => Said(said) is FailureKind.ServerBroken ? FailureKind.ServerBroken : FailureKind.Other,
    };

    private static FailureKind NotOpened(Exception exception) => exception switch
    {
        // Npgsql's words for "every host is known to be offline or a standby"; it has no code for it.
        NpgsqlException { InnerException: null, Message: "No suitable host was found." } => FailureKind.NotPrimary,
        NpgsqlException { InnerException: { } inner } => NotOpened(inner),
        // Several hosts, each with its own reason: one that may pass is enough to ask again.
        AggregateException several => several.InnerExceptions.Any(MayPass) ? FailureKind.CouldNotOpen : FailureKind.Other,
        SocketException or IOException or TimeoutException => FailureKind.CouldNotOpen,
        _ => FailureKind.Other,
    };

    private static bool MayPass(Exception exception) => Classify(exception, Phase.Opening) is FailureKind.CouldNotOpen;

    private static FailureKind Broken(Exception exception) => exception switch
    {
        NpgsqlException { InnerException: TimeoutException } => FailureKind.TooSlow,
        NpgsqlException { InnerException: IOException or SocketException } => FailureKind.ConnectionLost,
        _ => FailureKind.Other,
    };
}
