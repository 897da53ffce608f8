using Hal.Sharing.Api.Auth;
using Microsoft.AspNetCore.WebUtilities;

namespace Hal.Sharing.Api.SignIn;

/// <summary>The address at the provider to which somebody is sent to sign in (OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636, section 4.3).</summary>
public static class AuthorizationRequest
{
    private const string CallbackPath = $"{BrowserSignIn.Path}/callback";

    /// <summary>Parameters that protect the exchange or name its parts; the configuration adds others.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
        ["response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method"];

    /// <param name="endpoint">The provider's; it may have a query of its own.</param>
    /// <param name="asksAgain">Whether the provider must ask who it is, though it may know.</param>
    public static string Address(string endpoint, SignInState pending, string redirectUri, AuthOptions options, bool asksAgain)
    {
        var parameters = new Dictionary<string, string?>(options.SignInParameters.Where(pair => !Reserved.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = redirectUri,
            ["scope"] = options.SignInScopes,
            ["state"] = pending.State,
            ["nonce"] = pending.Nonce,
            ["code_challenge"] = pending.Challenge,
            ["code_challenge_method"] = "S256",
        };
        if (asksAgain)
            parameters["prompt"] = "login";
        return QueryHelpers.AddQueryString(endpoint, parameters);
    }

    /// <summary>Where the provider sends people back; it must be registered there.</summary>
    public static string RedirectUri(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase.ToUriComponent()}{CallbackPath}";
}
