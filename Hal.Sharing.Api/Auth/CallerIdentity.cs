using System.Security.Claims;

namespace Hal.Sharing.Api.Auth;

/// <summary>Carries the caller, whole, through ASP.NET's own type for one who is signed in.</summary>
public sealed class CallerIdentity(Caller caller, string scheme)
    : ClaimsIdentity([new Claim(UserIdClaim, caller.Id)], scheme, UserIdClaim, roleType: null)
{
    private const string UserIdClaim = "sub";

    public Caller Caller { get; } = caller;

    /// <summary>Null for somebody who is not signed in.</summary>
    public static Caller? CallerOf(ClaimsPrincipal principal) => (principal.Identity as CallerIdentity)?.Caller;
}
