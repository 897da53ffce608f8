using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Lets this server refresh a user's token. The browser keeps it, encrypted, so that no server must store it.</summary>
/// <param name="Issuer">The issuer of the tokens.</param>
/// <param name="Subject">The user of the tokens. A refreshed token for another user is refused.</param>
public sealed record Session(string Issuer, string Subject, string RefreshToken)
{
    public bool IsOf(VerifiedToken token) => !token.IsBuiltIn && token.Issuer == Issuer && token.Subject == Subject;
}

/// <summary>
/// A completed sign-in: the token that the browser sends from now on and, if the provider permits it, what refreshes the token.
/// </summary>
public sealed record SignedIn(string Token, DateTimeOffset Expires, Session? Session);
