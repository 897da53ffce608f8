using System.Security.Claims;
using System.Text.Encodings.Web;
using Hal.Sharing.Data.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Signs requests in from all carriers at once (contract, section 3). The JwtBearer package's own handler reads one token per
/// request, and its event lets another carrier outrank the header in silence.
/// </summary>
public sealed class CarriersHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Admissions admissions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Carriers";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!CallerEndpoint.WantsCaller(Context.GetEndpoint()))
            return AuthenticateResult.NoResult();
        var (caller, fault) = await admissions.AdmitAsync(Request, Context.RequestAborted);
        if (caller is not null)
            return AuthenticateResult.Success(new AuthenticationTicket(CallerClaims.ToPrincipal(caller, Scheme.Name), Scheme.Name));
        return fault is null || fault == AuthFault.NoToken
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Fail(new AuthFaultException(fault));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceAsync();
        await AuthAnswer.WriteAsync(Context, (result.Failure as AuthFaultException)?.Fault ?? AuthFault.NoToken);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AuthAnswer.WriteAsync(Context, AuthFault.Forbidden("The caller may not do this."));
}

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
            ? new Caller(userId.Value, principal.FindFirst(AuthorizedParty)?.Value)
            : null;
}
