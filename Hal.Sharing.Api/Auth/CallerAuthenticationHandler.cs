using System.Security.Claims;
using System.Text.Encodings.Web;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Signs requests in from all carriers at once (contract, section 3). The JwtBearer package's own handler reads one token per
/// request, and its event lets another carrier outrank the header in silence.
/// </summary>
public sealed class CallerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerAuthenticator admissions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "TokenSources";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!CallerEndpoint.WantsCaller(Context.GetEndpoint()))
            return AuthenticateResult.NoResult();
        ForbidSharedCaching();
        var (caller, fault) = await admissions.AdmitAsync(Request, Context.RequestAborted);
        if (caller is not null)
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller, Scheme.Name)), Scheme.Name));
        return fault is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(new RefusedTokenException(fault));
    }

    /// <summary>What is answered here depends on who asks, by whichever carrier: no cache may give it to anybody else unasked.</summary>
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
            : "This needs a token: send it as 'Authorization: Bearer …'.");
        if (AllowClientCredentialsAttribute.IsOn(Context.GetEndpoint()) && problem.Status == StatusCodes.Status401Unauthorized)
            problem = problem.WithHeader("WWW-Authenticate", BasicCredentials.Challenge);
        await problem.WriteAsync(Context);
    }

    /// <summary>A person who looks at a page is asked who he is; whoever sends a header hears what is wrong with it.</summary>
    private bool LeadsToSignIn(ProblemResult? refused) =>
        HtmlPageAttribute.IsOn(Context) && HttpMethods.IsGet(Request.Method) && refused?.Status is null or StatusCodes.Status401Unauthorized
        && Request.Headers.Authorization.Count == 0 && !Request.Headers.ContainsKey(TokenSources.RefreshedHeader);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemResult.Forbidden("You may not do this.").WriteAsync(Context);

    /// <summary>Carries the answer from where the token was read to where it is written.</summary>
    private sealed class RefusedTokenException(ProblemResult problem) : Exception(problem.Detail)
    {
        public ProblemResult Problem { get; } = problem;
    }
}
