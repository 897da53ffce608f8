using Hal.Sharing.Api.Links;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>How people sign in with a browser, if they can.</summary>
public enum SignInWay
{
    /// <summary>They bring a token along.</summary>
    None,

    /// <summary>They choose one of the users; to try things out only.</summary>
    DemoUsers,

    /// <summary>The OpenID Connect provider asks them.</summary>
    Provider,
}

/// <summary>Says how people sign in with a browser here: at the provider once this server is a client of it, and without one in Development only.</summary>
public sealed class BrowserSignIn(IOptions<AuthOptions> options, IHostEnvironment environment)
{
    public const string Path = Hrefs.SignIn;

    public SignInWay Way => options.Value switch
    {
        { HasProvider: true, ClientId.Length: > 0 } => SignInWay.Provider,
        { HasProvider: true } => SignInWay.None,
        _ => environment.IsDevelopment() ? SignInWay.DemoUsers : SignInWay.None,
    };

    public bool HasProvider => options.Value.HasProvider;

    public bool IsPossible => Way != SignInWay.None;

    /// <summary>Where a browser goes to sign in and come back to this very address.</summary>
    public static string AddressFor(HttpRequest request) =>
        request.PathBase.ToUriComponent() + Path + QueryString.Create("return_to", ReturnPath.Of(request)).ToUriComponent();
}
