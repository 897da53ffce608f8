namespace Hal.Sharing.Data.Connections;

/// <summary>How far one attempt got; the same broken connection means something else in each of them.</summary>
public enum Phase
{
    /// <summary>No statement was sent yet.</summary>
    Opening,

    /// <summary>Statements ran, COMMIT was not sent: whatever happens now, the server keeps nothing.</summary>
    Working,

    /// <summary>COMMIT was sent: only an error that the server itself reports is definite.</summary>
    Committing,
}
