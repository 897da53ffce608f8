namespace Hal.Sharing.Data.Connections;

/// <summary>The database could not serve this call and surely changed nothing, so that the same request may come again.</summary>
public sealed class DatabaseUnavailableException(TimeSpan retryAfter, Exception? cause = null)
    : Exception("The database could not serve this call; nothing was changed.", cause)
{
    /// <summary>How long a client should wait before it asks again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
