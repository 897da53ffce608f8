namespace Hal.Sharing.Data.Connections;

/// <summary>Limits the writes of one resource, such as an integration, so that they do not hold up those of others.</summary>
/// <param name="Concurrent">How many of them can be in a transaction at once; null for any number.</param>
/// <param name="Waiting">How many more of one caller can wait in each server; further ones are refused.</param>
public sealed record WriteLimits(int? Concurrent, int Waiting)
{
    public static WriteLimits Default { get; } = new(1, 1000);

    /// <summary>All wait in PostgreSQL.</summary>
    public static WriteLimits None { get; } = new(null, 0);
}
