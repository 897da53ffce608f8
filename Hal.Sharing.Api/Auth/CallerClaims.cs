using System.Security.Claims;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Api.Auth;

/// <summary>Carries the caller through ASP.NET's own type for one who is signed in.</summary>
public static class CallerClaims
{
    private const string UserId = "sub";
    private const string AuthorizedParty = "azp";

    public static ClaimsPrincipal ToPrincipal(Caller caller, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, UserId, roleType: null);
        identity.AddClaim(new Claim(UserId, caller.UserId));
        if (caller.AuthorizedParty is { } party)
            identity.AddClaim(new Claim(AuthorizedParty, party));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Null for somebody who is not signed in.</summary>
    public static Caller? ToCaller(this ClaimsPrincipal principal) =>
        principal.FindFirst(UserId) is { } userId && principal.Identity is { IsAuthenticated: true }
            ? new Caller(userId.Value) { AuthorizedParty = principal.FindFirst(AuthorizedParty)?.Value }
            : null;
}
