using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Issues built-in tokens (RFC 9068). They sign users in if there is no provider, so that a clone works at once.</summary>
public sealed class TokenIssuer(BuiltInKeys keys, TimeProvider clock)
{
    public const string Issuer = "urn:hal-sharing:issuer";
    public const string Audience = "urn:hal-sharing:api";

    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The lifetime of a delegated token.</summary>
    public static TimeSpan DelegatedLifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Issues an ordinary token or, for a party other than the user, a token whose every use requires that the party manages the user.
    /// </summary>
    /// <exception cref="StartupException">No key is configured.</exception>
    public async Task<string> IssueAsync(string userId, TimeSpan lifetime, string? authorizedParty = null)
    {
        var key = await keys.GetAsync()
            ?? throw new StartupException("There is no key to sign with: set Auth:SigningKey or Auth:SigningKeyFile.");
        return Sign(key, lifetime, Claims(userId, Guid.NewGuid(), authorizedParty));
    }

    /// <summary>Returns whether there is a key. A server with a provider can be without one, and then issues no tokens.</summary>
    public async Task<bool> CanIssueAsync() => await keys.GetAsync() is not null;

    /// <summary>Issues a token with which the party acts for a user (RFC 8693, section 4.1), limited to its scopes.</summary>
    public async Task<string> IssueDelegatedAsync(string userId, string party, IEnumerable<string> scopes, string? teamId, Guid tokenId)
    {
        var key = await keys.GetAsync() ?? throw new InvalidOperationException("There is no key to sign with.");
        var claims = Claims(userId, tokenId, party);
        claims["act"] = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = party };
        claims["scope"] = string.Join(' ', scopes);
        if (teamId is not null)
            claims["team_id"] = teamId;
        return Sign(key, DelegatedLifetime, claims);
    }

    private static Dictionary<string, object> Claims(string userId, Guid tokenId, string? authorizedParty)
    {
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = userId,
            [JwtRegisteredClaimNames.Jti] = tokenId.ToString(),
        };
        if (authorizedParty is not null)
            claims[JwtRegisteredClaimNames.Azp] = authorizedParty;
        return claims;
    }

    private string Sign(BuiltInKey key, TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = clock.GetUtcNow();
        return Writer.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = key.Credentials,
        });
    }
}
