using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// What a token says once its signature, issuer and audience hold; its lifetime is judged later, for of several tokens only the
/// latest counts.
/// </summary>
/// <param name="Act">The one who acts for the subject (RFC 8693, section 4.1); null in an ordinary token.</param>
public sealed record VerifiedToken(
    bool IsBuiltIn,
    string Issuer,
    string Subject,
    string? AuthorizedParty,
    JsonElement? Act,
    string? Scope,
    string? TeamId,
    DateTimeOffset Expires,
    DateTimeOffset? NotBefore,
    JsonElement Claims)
{
    /// <summary>False when a claim that we rely on is missing or of another type than its specification gives it.</summary>
    public static bool TryRead(JsonElement claims, bool isBuiltIn, [NotNullWhen(true)] out VerifiedToken? token)
    {
        token = null;
        if (!claims.TryReadString("iss", out var issuer) || issuer is null
            || !claims.TryReadString("sub", out var subject) || string.IsNullOrEmpty(subject)
            || !claims.TryReadString("azp", out var party)
            || !claims.TryReadString("scope", out var scope)
            || !claims.TryReadString("team_id", out var teamId)
            || !claims.TryReadTime("exp", out var expires) || expires is null
            || !claims.TryReadTime("nbf", out var notBefore)
            || !claims.TryReadTime("iat", out _))
            return false;
        JsonElement? act = claims.TryGetProperty("act", out var actor) ? actor : null;
        token = new VerifiedToken(isBuiltIn, issuer, subject, party, act, scope, teamId, expires.Value, notBefore, claims);
        return true;
    }

    /// <summary>Whether both speak for the same person, obtained by the same party, with the same limits.</summary>
    public bool Agrees(VerifiedToken other) =>
        Issuer == other.Issuer
        && Subject == other.Subject
        && AuthorizedParty == other.AuthorizedParty
        && Scope == other.Scope
        && TeamId == other.TeamId
        && Act.HasValue == other.Act.HasValue
        && (Act is not { } act || JsonElement.DeepEquals(act, other.Act!.Value));
}
