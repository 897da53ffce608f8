namespace Hal.Sharing.Data.Connections;

/// <summary>One time of a host as the primary.</summary>
/// <param name="Host">The host.</param>
/// <param name="Index">Its position in the connection string.</param>
/// <param name="Version">Rises each time that the primary was found, also if it is the same host.</param>
/// <param name="Ending">Canceled when another host is the primary; null if there is no other.</param>
internal sealed record Tenure(DatabaseHost Host, int Index, int Version, CancellationTokenSource? Ending)
{
    /// <summary>Canceled when another host is the primary: this one will not answer, or its answers do not count.</summary>
    public CancellationToken Ended { get; } = Ending?.Token ?? CancellationToken.None;
}
