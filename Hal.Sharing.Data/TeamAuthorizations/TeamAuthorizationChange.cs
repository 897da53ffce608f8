namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>How a request to authorize a team, or to take that back, ended.</summary>
public enum TeamAuthorizationOutcome
{
    Authorized,

    /// <summary>The same was granted already; nothing was written.</summary>
    Unchanged,
    Revoked,
    UnknownTeam,

    /// <summary>The token is no delegated one, or not good for this.</summary>
    MayNot,
    NothingAuthorized,
}

/// <summary>What became of it.</summary>
/// <param name="Scopes">What is granted now; empty when nothing is.</param>
/// <param name="Access">Null when there is no such team.</param>
public sealed record TeamAuthorizationChange(TeamAuthorizationOutcome Outcome, IReadOnlyList<string> Scopes, TeamAccess? Access = null);
