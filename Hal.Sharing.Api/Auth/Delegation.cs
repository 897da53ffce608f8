using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Reads from a genuine token who asks and who acts for him (RFC 8693, sections 4.1 and 4.2). Whether the actor still may is for the
/// database to say, at every request.
/// </summary>
public static class Delegation
{
    /// <summary>One of the two is null.</summary>
    public static (Caller? Caller, ProblemResult? Fault) Read(VerifiedToken token, string userId)
    {
        var party = token.AuthorizedParty == token.Subject ? null : token.AuthorizedParty;
        if (token.Act is not { } act)
        {
            return token is { IsBuiltIn: true, TeamId: not null }
                ? Odd("Its team_id stands without act: a team acts by somebody.")
                : (new Caller(userId) { AuthorizedParty = party, MustBeManaged = token.IsBuiltIn && party is not null }, null);
        }
        if (Scopes(token.Scope) is not { } scopes)
            return Odd("It has act and no scope: what somebody may do for another one is always limited.");
        return token.IsBuiltIn
            ? OurOwn(token, userId, party, act, scopes)
            : Providers(token, userId, party, scopes);
    }

    private static (Caller?, ProblemResult?) OurOwn(
        VerifiedToken token, string userId, string? party, JsonElement act, IReadOnlySet<string> scopes)
    {
        if (party is null || !UserIds.IsId(party) || Actor(act) != party)
            return Odd("Its act must be {\"sub\": …} alone and name the azp, which must be another one than the user.");
        if (token.TeamId is { } teamId && !UserIds.IsId(teamId))
            return Odd("Its team_id names no team.");
        return (new Caller(userId)
        {
            AuthorizedParty = party,
            MustBeManaged = token.TeamId is null,
            Scopes = scopes,
            TeamId = token.TeamId,
        }, null);
    }

    /// <summary>
    /// A provider knows why somebody may act for one of its users; here the token is limited to its scope like our own, and makes no
    /// superuser. Its actors have names of its own, which say nothing here, and teams act by our own tokens alone.
    /// </summary>
    private static (Caller?, ProblemResult?) Providers(VerifiedToken token, string userId, string? party, IReadOnlySet<string> scopes) =>
        token.TeamId is not null
            ? Odd("Its team_id comes from elsewhere: teams act by tokens that are obtained here.")
            : (new Caller(userId) { AuthorizedParty = party, Scopes = scopes }, null);

    /// <summary>Who acts; null where it is said in any other way than we say it: a chain of actors, too, for no such token is issued.</summary>
    private static string? Actor(JsonElement act) =>
        act.ValueKind == JsonValueKind.Object && act.GetPropertyCount() == 1 && act.TryReadString("sub", out var actor) ? actor : null;

    /// <summary>The members of a scope (RFC 6749, section 3.3); null when there is none, or an empty one between two spaces.</summary>
    private static HashSet<string>? Scopes(string? scope) =>
        scope?.Split(' ') is { } scopes && !scopes.Contains("") ? scopes.ToHashSet(StringComparer.Ordinal) : null;

    private static (Caller?, ProblemResult?) Odd(string detail) =>
        (null, ProblemResult.InvalidToken("malformed delegation", $"The token is no delegated one as they are issued here. {detail}"));
}
