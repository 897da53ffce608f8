namespace Hal.Sharing.Data.Connections;

/// <summary>
/// The time limits, in one place because they work only if nested: the server ends a statement before the client does, so that an error
/// is definite. A database that does not answer at all is not waited for: what it was asked is left behind.
/// </summary>
public sealed record TimeLimits
{
    public static TimeLimits Default { get; } = new();

    /// <summary>Waiting for one lock; the server ends it.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Connecting, or waiting for a connection of the pool.</summary>
    public TimeSpan Open { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>One statement; the server ends it.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>One attempt until COMMIT: its connection and its commands. It is abandoned if the server did not end it.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>All attempts of one call, COMMIT included.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A transaction whose client sends nothing; the server ends it and frees its locks.</summary>
    public TimeSpan IdleInTransaction { get; init; } = TimeSpan.FromSeconds(10);
}
