using Hal.Sharing.Api.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Issues tokens of our own (RFC 9068): signs people in where no provider does, so that a clone works at once.</summary>
public sealed class TokenIssuer(BuiltInKeys keys, TimeProvider clock)
{
    public const string Issuer = "urn:hal-sharing:issuer";
    public const string Audience = "urn:hal-sharing:api";

    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>An ordinary token; with a party other than the user one that is obtained for him, of which the server judges each use.</summary>
    /// <remarks>Throws <see cref="StartupException"/> where no key is configured.</remarks>
    public async Task<string> IssueAsync(string userId, TimeSpan lifetime, string? authorizedParty = null)
    {
        var key = await keys.GetAsync() ?? throw new StartupException("There is no key to sign with: set Auth:SigningKey or Auth:SigningKeyFile.");
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = userId,
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
        };
        if (authorizedParty is not null)
            claims[JwtRegisteredClaimNames.Azp] = authorizedParty;
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
