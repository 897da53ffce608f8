namespace Hal.Sharing.Api.Auth;

/// <summary>The section <c>Auth</c> of the configuration: who signs people in, and how their claims are read.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>The OpenID Connect provider that signs people in; none means the built-in issuer.</summary>
    public string? Authority { get; set; }

    /// <summary>What the provider's tokens must name as <c>aud</c>.</summary>
    public string? Audience { get; set; }

    /// <summary>The provider's claim that names the user.</summary>
    public string UserIdClaim { get; set; } = "sub";

    /// <summary>Whether first sight creates users; off, unknown users are answered 403.</summary>
    public bool CreateUsers { get; set; } = true;

    public string NameClaim { get; set; } = "name";

    public string GivenNameClaim { get; set; } = "given_name";

    public string FamilyNameClaim { get; set; } = "family_name";

    public string EmailClaim { get; set; } = "email";

    /// <summary>Who this server is at the provider when it signs people in by browser; none: they bring their tokens along.</summary>
    public string? ClientId { get; set; }

    /// <summary>That client's secret; none: a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What signing in by browser asks for, separated by spaces; <c>openid</c> is always among it.</summary>
    public string SignInScopes { get; set; } = "openid profile email";

    /// <summary>Parameters that the provider wants besides, such as <c>audience</c> or <c>resource</c>, to issue tokens for this server.</summary>
    public Dictionary<string, string> SignInParameters { get; set; } = [];

    /// <summary>Whether signing in without a password, in Development and without a provider, is open to other machines, too.</summary>
    public bool DemoSignInFromAnywhere { get; set; }

    /// <summary>Where the keys lie that protect cookies and forms, the same for all servers; none: each process has its own.</summary>
    public string? KeysFolder { get; set; }

    /// <summary>Origins of pages besides our own that may send unsafe requests by cookie.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>The built-in issuer's P-256 key, PEM PKCS#8; the same for all servers.</summary>
    public string? SigningKey { get; set; }

    /// <summary>A file with that key, for those who mount secrets.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>How long the former secret of an OAuth client stays good after it was rotated.</summary>
    public TimeSpan ClientSecretGrace { get; set; } = TimeSpan.FromDays(1);

    public bool HasProvider => !string.IsNullOrWhiteSpace(Authority);
}
