using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The claims of a token whose signature, issuer and audience are valid. The lifetime is checked later, because only the latest of several
/// tokens counts.
/// </summary>
/// <param name="Act">The actor (RFC 8693, section 4.1); null in an ordinary token.</param>
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
    /// <summary>
    /// The keys under which the token was verified: a <see cref="BuiltInKey"/> or the provider's metadata; null before the verification.
    /// </summary>
    public object? Keys { get; init; }

    /// <summary>Returns false if a required claim is missing or has another type than its specification says.</summary>
    public static bool TryRead(JsonElement claims, bool isBuiltIn, [NotNullWhen(true)] out VerifiedToken? token)
    {
        token = null;
        if (!claims.TryReadString("iss", out var issuer) || issuer is null
            || !claims.TryReadString("sub", out var subject) || string.IsNullOrEmpty(subject)
            || !claims.HasOnlyStrings("aud")
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

    /// <summary>Returns whether both tokens name the same user and the same authorized party, with the same limits.</summary>
    public bool Agrees(VerifiedToken other) =>
        Issuer == other.Issuer
        && Subject == other.Subject
        && AuthorizedParty == other.AuthorizedParty
        && Scope == other.Scope
        && TeamId == other.TeamId
        && Act.HasValue == other.Act.HasValue
        && (Act is not { } act || JsonElement.DeepEquals(act, other.Act!.Value));
}
