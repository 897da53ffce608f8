using System.Security.Claims;
using System.Text.Encodings.Web;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Authenticates a request by all its token sources (contract, section 3). The handler of the JwtBearer package reads one token per
/// request, and its event lets another source silently override the header. From a token to a <see cref="Caller"/>, the order is
/// <see cref="TokenSources"/> (finds the tokens), <see cref="KeptTokens"/> (earlier verifications),
/// <see cref="TokenValidator"/> (key, signature, issuer, audience), <see cref="TokenAuthenticator"/> (lifetime, user),
/// <see cref="CallerClaims"/> (actor, scope, team) and <see cref="ProvisioningGate"/> (account).
/// </summary>
public sealed class CallerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerAuthenticator authenticator)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "TokenSources";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!CallerEndpoint.WantsCaller(Context.GetEndpoint()))
            return AuthenticateResult.NoResult();
        ForbidSharedCaching();
        var (caller, fault) = await authenticator.AuthenticateAsync(Request, Context.RequestAborted);
        if (caller is not null)
            return AuthenticateResult.Success(new(new ClaimsPrincipal(new CallerIdentity(caller, Scheme.Name)), Scheme.Name));
        return fault is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(new RefusedTokenException(fault));
    }

    /// <summary>Marks the response as dependent on the caller, so that no cache returns it to another caller unvalidated.</summary>
    private void ForbidSharedCaching()
    {
        Response.Headers.CacheControl = "private, no-cache";
        Response.Headers.Vary = ProblemDocument.VaryByCaller;
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceAsync();
        var refused = (result.Failure as RefusedTokenException)?.Problem;
        if (LeadsToSignIn(refused))
        {
            Response.Redirect(BrowserSignIn.AddressFor(Request));
            return;
        }
        var problem = refused ?? ProblemResult.Unauthorized(TokenSources.IsInAddress(Request)
            ? "Tokens in addresses are not read, because addresses are logged and passed on: send the token as 'Authorization: Bearer …'."
            : "The request has no token; send 'Authorization: Bearer …'.");
        if (AllowClientCredentialsAttribute.IsOn(Context.GetEndpoint()) && problem.Status == StatusCodes.Status401Unauthorized)
            problem = problem.WithHeader("WWW-Authenticate", BasicCredentials.Challenge);
        await problem.WriteAsync(Context);
    }

    /// <summary>Returns whether a browser asks for a page. A client that sends a header gets the problem instead.</summary>
    private bool LeadsToSignIn(ProblemResult? refused) =>
        HtmlPageAttribute.IsOn(Context) && HttpMethods.IsGet(Request.Method) && refused?.Status is null or StatusCodes.Status401Unauthorized
        && Request.Headers.Authorization.Count == 0 && !Request.Headers.ContainsKey(TokenSources.RefreshedHeader);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemResult.Forbidden("You are not permitted to do this.").WriteAsync(Context);

    /// <summary>Carries the problem from authentication to the challenge that writes it.</summary>
    private sealed class RefusedTokenException(ProblemResult problem) : Exception(problem.Detail)
    {
        public ProblemResult Problem { get; } = problem;
    }
}
