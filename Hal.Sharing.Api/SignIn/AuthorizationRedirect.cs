using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Sends somebody to the provider, with all that he must bring back.</summary>
public sealed class AuthorizationRedirect(ProviderEndpoints provider, SignInStates pendings, IOptions<AuthOptions> options)
{
    public async Task<IActionResult> LeaveAsync(HttpContext http, string returnTo, CancellationToken cancellationToken)
    {
        var (metadata, fault) = await provider.GetAsync(cancellationToken);
        if (metadata is null)
            return fault!;
        http.Response.Headers.CacheControl = "no-store";
        return new RedirectResult(AuthorizationRequest.Address(
            metadata.AuthorizationEndpoint, pendings.Begin(http, returnTo), AuthorizationRequest.RedirectUri(http.Request), options.Value, SignedOutCookie.IsOn(http.Request)));
    }
}
