using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>What lets this server renew somebody's token: kept by his browser, encrypted, so that no server need keep it.</summary>
/// <param name="Issuer">Of the tokens that it renews.</param>
/// <param name="Subject">Whom they speak for; a renewed token for anybody else is refused.</param>
public sealed record Session(string Issuer, string Subject, string RefreshToken)
{
    public bool IsOf(VerifiedToken token) => !token.IsBuiltIn && token.Issuer == Issuer && token.Subject == Subject;
}

/// <summary>Somebody who is signed in: the token that his browser sends from now on, and what renews it, where the provider gives that.</summary>
public sealed record SignedIn(string Token, DateTimeOffset Expires, Session? Session);
