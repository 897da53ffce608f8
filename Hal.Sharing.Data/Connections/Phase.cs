namespace Hal.Sharing.Data.Connections;

/// <summary>The phase of an attempt, which decides what a lost connection means.</summary>
public enum Phase
{
    /// <summary>No statement was sent yet.</summary>
    Opening,

    /// <summary>Statements ran, COMMIT was not sent: after a failure, the server keeps nothing.</summary>
    Working,

    /// <summary>COMMIT was sent: only an error that the server itself reports is definite.</summary>
    Committing,
}
