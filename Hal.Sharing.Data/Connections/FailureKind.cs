namespace Hal.Sharing.Data.Connections;

/// <summary>What the retry table distinguishes; one member per row.</summary>
public enum FailureKind
{
    /// <summary>Nothing that the table knows: passes through as it is.</summary>
    Other,

    /// <summary>No connection: refused, too many, starting up, pool exhausted. Again until the deadline.</summary>
    CouldNotOpen,

    /// <summary>The server rolled back for the sake of somebody else. At most three times again.</summary>
    Conflict,

    /// <summary>The connection died before COMMIT was sent. Once again.</summary>
    ConnectionLost,

    /// <summary>Connected to what is not (or no longer) the primary. Once again, with the host states forgotten.</summary>
    NotPrimary,

    /// <summary>A migration changed the shape of a prepared statement. Once again, on fresh connections.</summary>
    StalePlan,

    /// <summary>A statement or its answer took longer than its limit. Never again: the next one would wait as long.</summary>
    TooSlow,

    /// <summary>Disk full, out of memory, input or output failed, internal error. Never again; opens the breaker.</summary>
    ServerBroken,

    /// <summary>A constraint said no: the caller's business.</summary>
    Constraint,

    /// <summary>COMMIT was sent and not answered. Never again.</summary>
    OutcomeUnknown,
}
