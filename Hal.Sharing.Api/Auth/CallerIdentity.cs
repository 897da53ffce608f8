using System.Security.Claims;

namespace Hal.Sharing.Api.Auth;

/// <summary>Carries the caller through the identity type of ASP.NET Core. Antiforgery tokens use its one claim.</summary>
public sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(scheme, UserIdClaim, roleType: null)
{
    private const string UserIdClaim = "sub";

    public Caller Caller { get; } = caller;

    public override IEnumerable<Claim> Claims => [new Claim(UserIdClaim, Caller.Id)];

    /// <summary>Returns the key of the caller's limits. A party has separate limits for each user that it acts for.</summary>
    public static string LimitKey(Caller caller) =>
        caller.IsActedFor ? $"{caller.AuthorizedParty} for {caller.Id}" : caller.Id;

    /// <summary>Returns null for an anonymous request.</summary>
    public static Caller? CallerOf(ClaimsPrincipal principal) => (principal.Identity as CallerIdentity)?.Caller;
}
