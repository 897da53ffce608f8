namespace Hal.Sharing.Data.Connections;

/// <summary>A COMMIT was sent and its answer never came: the change is there or it is not, so nobody may simply try again.</summary>
public sealed class OutcomeUnknownException(Exception? cause = null)
    : Exception("COMMIT was sent, but its answer did not arrive; read again before repeating the change.", cause);
