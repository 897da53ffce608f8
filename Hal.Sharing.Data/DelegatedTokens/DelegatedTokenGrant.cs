namespace Hal.Sharing.Data.DelegatedTokens;

/// <summary>How a request for a delegated token ended.</summary>
public enum DelegatedTokenOutcome
{
    Granted,

    /// <summary>The caller's token is delegated itself.</summary>
    MayNotAsk,

    /// <summary>The user is unknown, not managed by the caller, or has not authorized the team: nobody can tell which.</summary>
    NotFor,
}

/// <summary>What became of it.</summary>
/// <param name="Scopes">Of the token; empty without one.</param>
public sealed record DelegatedTokenGrant(DelegatedTokenOutcome Outcome, IReadOnlyList<string> Scopes);
