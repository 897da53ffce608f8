namespace Hal.Sharing.Data.Connections;

/// <summary>Thrown if the database could not serve a call and certainly changed nothing, so that the request can be repeated.</summary>
public sealed class DatabaseUnavailableException(TimeSpan retryAfter, Exception? cause = null)
    : Exception("The database could not serve this call; nothing was changed.", cause)
{
    /// <summary>How long a client should wait before it repeats the request.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>What an operator can change; null if time is enough.</summary>
    public string? Hint { get; init; }
}
