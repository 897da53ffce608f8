namespace Hal.Sharing.Data.Connections;

/// <summary>Decides how often each kind of failure is retried, and what is thrown when no attempt remains.</summary>
internal static class RetryTable
{
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the breaker stays open.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static int Attempts(FailureKind kind) => kind switch
    {
        FailureKind.CouldNotOpen => int.MaxValue,
        FailureKind.Conflict => 3,
        FailureKind.ConnectionLost or FailureKind.NotPrimary or FailureKind.StalePlan => 1,
        FailureKind.TooSlow or FailureKind.StatementLost or FailureKind.ServerBroken or FailureKind.Constraint
            or FailureKind.OutcomeUnknown or FailureKind.Other => 0,
    };

    /// <summary>Returns what <see cref="Database"/> throws; null for the exception as it is.</summary>
    public static Exception? Final(FailureKind kind, Exception failure) => kind switch
    {
        FailureKind.CouldNotOpen or FailureKind.Conflict or FailureKind.ConnectionLost or FailureKind.NotPrimary
            or FailureKind.StalePlan or FailureKind.TooSlow => new DatabaseUnavailableException(Soon, failure),
        FailureKind.StatementLost => new DatabaseUnavailableException(Soon, failure) { Hint = SettingsCheck.KeepStatements },
        FailureKind.ServerBroken => new DatabaseUnavailableException(Break, failure),
        FailureKind.OutcomeUnknown => new OutcomeUnknownException(failure),
        FailureKind.Constraint or FailureKind.Other => null,
    };
}
