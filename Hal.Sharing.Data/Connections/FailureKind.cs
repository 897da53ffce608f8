namespace Hal.Sharing.Data.Connections;

/// <summary>The rows of the retry table.</summary>
public enum FailureKind
{
    /// <summary>Not in the table: the exception passes through.</summary>
    Other,

    /// <summary>No connection: refused, too many, starting up, pool exhausted. Retried until the deadline.</summary>
    CouldNotOpen,

    /// <summary>The server rolled back in favor of another transaction. Retried at most three times.</summary>
    Conflict,

    /// <summary>The connection died before COMMIT was sent. Retried once.</summary>
    ConnectionLost,

    /// <summary>The server is not (or no longer) the primary. Retried once, after the host states are cleared.</summary>
    NotPrimary,

    /// <summary>A migration changed the shape of a prepared statement. Retried once, on new connections.</summary>
    StalePlan,

    /// <summary>A prepared statement is unknown, or another one has its name: a pooler does not keep them. Never retried.</summary>
    StatementLost,

    /// <summary>A statement or its response exceeded its limit. Never retried: the next one would wait as long.</summary>
    TooSlow,

    /// <summary>Disk full, out of memory, input or output failed, internal error. Never retried; opens the breaker.</summary>
    ServerBroken,

    /// <summary>A constraint refused the write; the command handles it.</summary>
    Constraint,

    /// <summary>COMMIT was sent, and its response did not arrive. Never retried.</summary>
    OutcomeUnknown,
}
