using System.Security.Claims;
using Hal.Sharing.Api.Auth;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Applies the token rules of this server to identity tokens. The library's own rules are weaker here: the OpenID Connect handler
/// accepts an unsigned token from the token endpoint.
/// </summary>
public sealed class IdentityTokenHandler(GrantCheck check) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var (identity, fault) = await check.VerifyIdentityAsync(token, CancellationToken.None);
        return identity is null
            ? new TokenValidationResult { Exception = new SignInRefusedException(fault!) }
            : new TokenValidationResult
            {
                IsValid = true,
                SecurityToken = new JsonWebToken(token),
                ClaimsIdentity = new Identity(identity),
            };
    }

    /// <summary>Carries the verified identity token to <see cref="SignInEvents"/>.</summary>
    internal sealed class Identity(VerifiedToken token) : ClaimsIdentity(ProviderSignIn.Scheme)
    {
        public VerifiedToken Token { get; } = token;
    }
}

/// <summary>Carries a refusal through the OpenID Connect handler to the page that shows it.</summary>
internal sealed class SignInRefusedException(ProblemResult problem) : Exception(problem.Detail)
{
    public ProblemResult Problem { get; } = problem;
}
