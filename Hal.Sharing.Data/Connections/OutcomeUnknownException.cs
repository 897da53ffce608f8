namespace Hal.Sharing.Data.Connections;

/// <summary>Thrown if the response to COMMIT did not arrive: the change can exist or not, so a retry is not safe.</summary>
public sealed class OutcomeUnknownException(Exception? cause = null)
    : Exception("COMMIT was sent, but its response did not arrive; read again before repeating the change.", cause);
