using Hal.Sharing.Api.Auth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Configures the OpenID Connect handler of ASP.NET Core: code flow (RFC 6749, section 4.1) with PKCE (RFC 7636), state and nonce.
/// <see cref="SignInEvents"/> adds the rules of this server.
/// </summary>
public static class ProviderSignIn
{
    public const string Scheme = "Provider";

    /// <summary>The redirect URI that must be registered at the provider, below the path base.</summary>
    public const string CallbackPath = $"{BrowserSignIn.Path}/callback";

    private static readonly TimeSpan AttemptLifetime = TimeSpan.FromMinutes(10);

    // The configuration can add parameters but not replace those that protect the exchange.
    private static readonly string[] Reserved =
    [
        "response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
    ];

    /// <summary>Registers the handler if the configuration has a provider and a client. Otherwise its options would be invalid.</summary>
    public static void AddProviderSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var auth = configuration.GetSection(AuthOptions.Section);
        if (string.IsNullOrWhiteSpace(auth[nameof(AuthOptions.Authority)]) || string.IsNullOrWhiteSpace(auth[nameof(AuthOptions.ClientId)]))
            return;
        services.AddSingleton<SignInEvents>();
        services.AddSingleton<IdentityTokenHandler>();
        services.AddAuthentication().AddOpenIdConnect(Scheme, options => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<AuthOptions>, ProviderEndpoints, IdentityTokenHandler, IHttpClientFactory>(Configure);
    }

    private static void Configure(
        OpenIdConnectOptions options,
        IOptions<AuthOptions> auth,
        ProviderEndpoints provider,
        IdentityTokenHandler validator,
        IHttpClientFactory clients)
    {
        options.ClientId = auth.Value.ClientId;
        options.ConfigurationManager = provider;
        options.TokenHandler = validator;
        options.Backchannel = clients.CreateClient(ProviderKeys.HttpClientName);
        options.EventsType = typeof(SignInEvents);
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = CallbackPath;
        options.RemoteAuthenticationTimeout = AttemptLifetime;
        options.CorrelationCookie = new AttemptCookie(AttemptCookie.Prefix, AttemptLifetime);
        options.NonceCookie = new AttemptCookie($"{AttemptCookie.Prefix}nonce.", AttemptLifetime);
        options.DisableTelemetry = true;
        // The callback endpoint answers requests without a readable state.
        options.SkipUnrecognizedRequests = true;
        // Sign-out has no callback and does not end the provider's session.
        options.RemoteSignOutPath = options.SignedOutCallbackPath = default;
        options.Scope.Clear();
        foreach (var scope in auth.Value.SignInScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            options.Scope.Add(scope);
        foreach (var (name, value) in auth.Value.SignInParameters.Where(pair => !Reserved.Contains(pair.Key)))
            options.AdditionalAuthorizationParameters[name] = value;
    }
}
