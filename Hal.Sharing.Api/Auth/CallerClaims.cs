using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Reads the caller from the claims of a verified token: the user, the authorized party and the actor (RFC 8693, sections 4.1 and 4.2).
/// The database decides at every request whether the actor is still permitted to act.
/// </summary>
public static class CallerClaims
{
    /// <summary>Returns the caller or the problem.</summary>
    public static (Caller? Caller, ProblemResult? Fault) Read(VerifiedToken token, string userId)
    {
        var party = token.AuthorizedParty == token.Subject ? null : token.AuthorizedParty;
        if (token.Act is not { } act)
        {
            return token is { IsBuiltIn: true, TeamId: not null }
                ? Malformed("It has team_id without act, but a team acts through an actor.")
                : (Of(token, userId, party, mustBeManaged: token.IsBuiltIn && party is not null), null);
        }
        if (Scopes(token.Scope) is not { } scopes)
            return Malformed("It has act but no scope, but delegation is always limited.");
        return token.IsBuiltIn
            ? BuiltIn(token, userId, party, act, scopes)
            : Provider(token, userId, party, scopes);
    }

    private static (Caller?, ProblemResult?) BuiltIn(
        VerifiedToken token, string userId, string? party, JsonElement act, IReadOnlySet<string> scopes)
    {
        if (party is null || !UserIds.IsId(party) || Actor(act) != party)
            return Malformed("Its act must be exactly {\"sub\": …} and name the azp, which must differ from the user.");
        if (token.TeamId is { } teamId && !UserIds.IsId(teamId))
            return Malformed("Its team_id is not the ID of a team.");
        return (Of(token, userId, party, mustBeManaged: token.TeamId is null, scopes, token.TeamId), null);
    }

    /// <summary>
    /// The provider decides who may act for its users. Here, its token is limited to its scope, like a built-in one, and has no superuser
    /// permissions. Its actors are not accounts of this server, and teams act by built-in tokens only.
    /// </summary>
    private static (Caller?, ProblemResult?) Provider(VerifiedToken token, string userId, string? party, IReadOnlySet<string> scopes) =>
        token.TeamId is not null
            ? Malformed("Its team_id comes from another issuer, but teams act by tokens of this server only.")
            : (Of(token, userId, party, scopes: scopes), null);

    private static Caller Of(
        VerifiedToken token, string userId, string? party, bool mustBeManaged = false, IReadOnlySet<string>? scopes = null,
        string? teamId = null) =>
        new(userId)
        {
            AuthorizedParty = party,
            MustBeManaged = mustBeManaged,
            Scopes = scopes,
            TeamId = teamId,
            ValidUntil = token.Expires.ToUnixTimeSeconds(),
        };

    /// <summary>Returns the actor; null for any form that this server does not issue, such as a chain of actors.</summary>
    private static string? Actor(JsonElement act) =>
        act.ValueKind == JsonValueKind.Object && act.GetPropertyCount() == 1 && act.TryReadString("sub", out var actor) ? actor : null;

    /// <summary>
    /// Returns the members of a scope (RFC 6749, section 3.3); null if there is none, or an empty one between two spaces.
    /// </summary>
    private static HashSet<string>? Scopes(string? scope) =>
        scope?.Split(' ') is { } scopes && !scopes.Contains("") ? scopes.ToHashSet(StringComparer.Ordinal) : null;

    private static (Caller?, ProblemResult?) Malformed(string detail) => (null, ProblemResult.InvalidToken(
        "malformed delegation", $"The token is not a delegated token of the form that this server issues. {detail}"));
}
