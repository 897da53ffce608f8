using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>How users sign in with a browser, if they can.</summary>
public enum SignInWay
{
    /// <summary>Not at all: no provider is configured.</summary>
    None,

    /// <summary>Not at all: this server is no client of the provider. Users bring their tokens.</summary>
    TokensOnly,

    /// <summary>By choosing one of the users, but only on the machine that runs the server, which this request does not come from.</summary>
    LocalOnly,

    /// <summary>By choosing one of the users, without a password, to try things out.</summary>
    DemoUsers,

    /// <summary>At the OpenID Connect provider.</summary>
    Provider,
}

/// <summary>Says how users sign in with a browser here: at the provider once this server is a client of it, and without one in Development only.</summary>
public sealed class BrowserSignIn(IOptions<AuthOptions> options, IHostEnvironment environment)
{
    public const string Path = Hrefs.SignIn;

    /// <summary>Depends on where the request comes from: without a password, only this machine is served unless configured otherwise.</summary>
    public SignInWay WayFor(HttpRequest request) => options.Value switch
    {
        { HasProvider: true, ClientId.Length: > 0 } => SignInWay.Provider,
        { HasProvider: true } => SignInWay.TokensOnly,
        _ when !environment.IsDevelopment() => SignInWay.None,
        { DemoSignInFromAnywhere: true } => SignInWay.DemoUsers,
        _ => LocalRequest.IsLocal(request) ? SignInWay.DemoUsers : SignInWay.LocalOnly,
    };

    public bool IsPossibleFor(HttpRequest request) => WayFor(request) is SignInWay.DemoUsers or SignInWay.Provider;

    /// <summary>Where a browser goes to sign in and come back to this very address.</summary>
    public static string AddressFor(HttpRequest request) =>
        request.PathBase.ToUriComponent() + Path + QueryString.Create("return_to", ReturnPath.Of(request)).ToUriComponent();
}
