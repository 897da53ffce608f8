using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>How users can sign in in a browser.</summary>
public enum SignInWay
{
    /// <summary>Not at all: no provider is configured.</summary>
    None,

    /// <summary>Not at all: this server is not a client of the provider. Users bring their tokens.</summary>
    TokensOnly,

    /// <summary>By choosing a user, but only on the machine that runs the server. This request comes from another one.</summary>
    LocalOnly,

    /// <summary>By choosing a user, without a password, to try the server out.</summary>
    DemoUsers,

    /// <summary>At the OpenID Connect provider.</summary>
    Provider,
}

/// <summary>
/// Decides how users sign in in a browser: at the provider if this server is its client, without a provider in Development only.
/// </summary>
public sealed class BrowserSignIn(IOptions<AuthOptions> options, IHostEnvironment environment)
{
    public const string Path = Hrefs.SignIn;

    /// <summary>
    /// Depends on the origin of the request: sign-in without a password is for this machine only, unless configured otherwise.
    /// </summary>
    public SignInWay WayFor(HttpRequest request) => options.Value switch
    {
        { HasProvider: true } auth when !string.IsNullOrWhiteSpace(auth.ClientId) => SignInWay.Provider,
        { HasProvider: true } => SignInWay.TokensOnly,
        _ when !environment.IsDevelopment() => SignInWay.None,
        { DemoSignInFromAnywhere: true } => SignInWay.DemoUsers,
        _ => LocalRequest.IsLocal(request) ? SignInWay.DemoUsers : SignInWay.LocalOnly,
    };

    public bool IsPossibleFor(HttpRequest request) => WayFor(request) is SignInWay.DemoUsers or SignInWay.Provider;

    /// <summary>Returns the address at which a browser signs in and then returns to the address of the request.</summary>
    public static string AddressFor(HttpRequest request) =>
        request.PathBase.ToUriComponent() + Path + QueryString.Create("return_to", ReturnPath.Of(request)).ToUriComponent();
}
