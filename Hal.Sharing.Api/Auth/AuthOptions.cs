namespace Hal.Sharing.Api.Auth;

/// <summary>The section <c>Auth</c> of the configuration: who signs users in, and how their claims are read.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>The OpenID Connect provider that signs users in; null for the built-in issuer.</summary>
    public string? Authority { get; set; }

    /// <summary>The <c>aud</c> that the provider's tokens must have.</summary>
    public string? Audience { get; set; }

    /// <summary>The provider's claim that identifies the user.</summary>
    public string UserIdClaim { get; set; } = "sub";

    /// <summary>Whether the first sign-in creates a user. Otherwise, unknown users get 403.</summary>
    public bool CreateUsers { get; set; } = true;

    public string NameClaim { get; set; } = "name";

    public string GivenNameClaim { get; set; } = "given_name";

    public string FamilyNameClaim { get; set; } = "family_name";

    public string EmailClaim { get; set; } = "email";

    /// <summary>This server's client at the provider, for sign-in in a browser; null if users bring their tokens.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of that client; null for a public client, which only PKCE protects.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The scopes of a sign-in in a browser, separated by spaces. They must include <c>openid</c>.</summary>
    public string SignInScopes { get; set; } = "openid profile email";

    /// <summary>
    /// Further parameters that the provider requires to issue tokens for this server, such as <c>audience</c> or <c>resource</c>.
    /// </summary>
    public Dictionary<string, string> SignInParameters { get; set; } = [];

    /// <summary>Whether other machines may also sign in without a password, in Development and without a provider.</summary>
    public bool DemoSignInFromAnywhere { get; set; }

    /// <summary>
    /// The folder of the keys that protect cookies and forms, the same for all servers; null if each process has its own keys.
    /// </summary>
    public string? KeysFolder { get; set; }

    /// <summary>The origins of other pages that may send unsafe requests by cookie.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>The built-in issuer's P-256 key (PEM, PKCS#8), the same for all servers.</summary>
    public string? SigningKey { get; set; }

    /// <summary>A file with that key.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>How long the former secret of an OAuth client stays valid after a rotation.</summary>
    public TimeSpan ClientSecretGrace { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How old the provider's keys can be before they are requested again. A key that it removed is refused after twice this time.
    /// </summary>
    public TimeSpan KeyRefresh { get; set; } = ProviderKeys.LeastPause;

    /// <summary>The memory for verified tokens, in bytes; 0: every token is verified at every request.</summary>
    public long TokenCacheBytes { get; set; } = 16 * 1024 * 1024;

    public bool HasProvider => !string.IsNullOrWhiteSpace(Authority);

    /// <summary>The provider's discovery document (OpenID Connect Discovery 1.0, section 4).</summary>
    public string MetadataAddress => $"{Authority}{(Authority?.EndsWith('/') is true ? "" : "/")}.well-known/openid-configuration";

    /// <summary>Whether the provider's addresses must use https. Only a provider that is itself reached by http may use http.</summary>
    public bool RequiresHttps => Authority?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) is not true;
}
