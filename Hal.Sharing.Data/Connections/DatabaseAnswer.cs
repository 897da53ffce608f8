using System.Net.Sockets;

namespace Hal.Sharing.Data.Connections;

/// <summary>What a database answers to the question whether it can be used. No answer says more than its category.</summary>
public enum DatabaseAnswer
{
    Ready,

    /// <summary>No connection: nothing listens, or the host cannot be reached.</summary>
    Unreachable,

    /// <summary>No answer within the time.</summary>
    TooSlow,

    /// <summary>None of several hosts says that it is the primary.</summary>
    NoPrimary,

    /// <summary>PostgreSQL has no connection left.</summary>
    TooManyConnections,

    /// <summary>PostgreSQL starts, recovers or stops.</summary>
    StartingOrStopping,

    /// <summary>PostgreSQL refuses the role, its password or the database.</summary>
    AccessDenied,

    /// <summary>Any other failure.</summary>
    Unusable,
}

internal static class DatabaseAnswerReading
{
    public static DatabaseAnswer Of(Exception failure) => failure switch
    {
        PostgresException error => error.SqlState switch
        {
            PostgresErrorCodes.TooManyConnections => DatabaseAnswer.TooManyConnections,
            PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown => DatabaseAnswer.StartingOrStopping,
            PostgresErrorCodes.InvalidCatalogName or ['2', '8', ..] => DatabaseAnswer.AccessDenied,
            PostgresErrorCodes.QueryCanceled => DatabaseAnswer.TooSlow,
            _ => DatabaseAnswer.Unusable,
        },
        TimeoutException or OperationCanceledException => DatabaseAnswer.TooSlow,
        SocketException { SocketErrorCode: SocketError.TimedOut } => DatabaseAnswer.TooSlow,
        SocketException or IOException => DatabaseAnswer.Unreachable,
        AggregateException several => Of(several.InnerExceptions[0]),
        NpgsqlException { InnerException: { } inner } => Of(inner),
        _ => DatabaseAnswer.Unusable,
    };
}
