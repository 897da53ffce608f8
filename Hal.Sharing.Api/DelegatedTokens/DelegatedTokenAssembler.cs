using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>Writes a token response (RFC 6749, section 5.1).</summary>
public static class DelegatedTokenAssembler
{
    public static Resource ToResource(string token, IReadOnlyList<string> scopes) =>
        Resource.Create(Hrefs.DelegatedToken, (token, scopes), static (json, answer) =>
        {
            json.WriteString("access_token"u8, answer.token);
            json.WriteString("token_type"u8, "Bearer"u8);
            json.WriteNumber("expires_in"u8, (long)TokenIssuer.DelegatedLifetime.TotalSeconds);
            json.WriteString("scope"u8, string.Join(' ', answer.scopes));
        });
}
