namespace Hal.Sharing.Data.Shares;

/// <summary>How a request to share or revoke ended.</summary>
public enum ShareOutcome
{
    Created,
    Changed,
    Unchanged,
    Revoked,

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    Hidden,

    /// <summary>integration:share is missing.</summary>
    MayNotShare,

    /// <summary>The level asked for, or the level of the share as it is, is above what the caller holds himself.</summary>
    AboveOwnLevel,

    /// <summary>The request names no level, and the share has one above 1: nothing was lowered.</summary>
    LevelRequired,
    UnknownPrincipal,
    NoSuchShare,

    /// <summary>The share is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>The share was only to be created, but it is there.</summary>
    AlreadyShared,
}

/// <summary>What became of a request to share or revoke; empty but for the outcome when the integration is hidden.</summary>
/// <param name="Share">The share as it is now, or as it was when it was revoked; null where there is none.</param>
public sealed record ShareChange(ShareOutcome Outcome, string IntegrationId, string OwnerId, IntegrationAccess? Access, ShareRow? Share)
{
    public static ShareChange Hidden { get; } = new(ShareOutcome.Hidden, "", "", null, null);
}
