using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Stops the start of a server whose configuration would admit no one or too many, and says in one line what to set.</summary>
public sealed class AuthOptionsValidator(IHostEnvironment environment) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options) =>
        Fault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    private string? Fault(AuthOptions options)
    {
        if (ProviderFault(options) is { } fault)
            return fault;
        if (ClientFault(options) is { } clientFault)
            return clientFault;
        if (EmptyClaim(options) is { } claim)
            return $"Auth:{claim} is empty: name a claim, or omit the setting.";
        if (options.AllowedOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } origin)
            return $"Auth:AllowedOrigins has '{origin}': an origin is scheme, host and port, such as https://app.example.com.";
        if (options is { SigningKey: not null, SigningKeyFile: not null })
            return "Auth:SigningKey and Auth:SigningKeyFile are both set: keep one.";
        if (options.KeyRefresh < ProviderKeys.LeastPause || options.KeyRefresh > TimeSpan.FromDays(1))
            return $"Auth:KeyRefresh is {options.KeyRefresh}: it must be from {ProviderKeys.LeastPause} to 1.00:00:00 (one day).";
        return options.TokenCacheBytes < 0
            ? $"Auth:TokenCacheBytes is {options.TokenCacheBytes}: it must be a number of bytes, or 0 to verify tokens at every request."
            : null;
    }

    private string? ProviderFault(AuthOptions options)
    {
        if (!options.HasProvider)
            return null;
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
            || authority.Scheme is not ("http" or "https"))
            return $"Auth:Authority is '{options.Authority}': it must be the provider's https address.";
        if (authority.Scheme == "http" && environment.IsProduction())
            return $"Auth:Authority is '{options.Authority}': in Production it must begin with https://.";
        return string.IsNullOrWhiteSpace(options.Audience)
            ? "Auth:Audience is empty: set it to the aud of the provider's tokens."
            : null;
    }

    private static string? ClientFault(AuthOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId))
            return string.IsNullOrEmpty(options.ClientSecret)
                ? null
                : "Auth:ClientSecret is set but Auth:ClientId is not: set both or neither.";
        if (!options.HasProvider)
            return "Auth:ClientId is set but Auth:Authority is not: sign-in in a browser requires a provider.";
        return options.SignInScopes.Split(' ').Contains("openid", StringComparer.Ordinal)
            ? null
            : $"Auth:SignInScopes is '{options.SignInScopes}': the scopes, separated by spaces, must include openid.";
    }

    private static string? EmptyClaim(AuthOptions options) =>
        new (string Setting, string? Claim)[]
        {
            (nameof(options.UserIdClaim), options.UserIdClaim),
            (nameof(options.NameClaim), options.NameClaim),
            (nameof(options.GivenNameClaim), options.GivenNameClaim),
            (nameof(options.FamilyNameClaim), options.FamilyNameClaim),
            (nameof(options.EmailClaim), options.EmailClaim),
        }.FirstOrDefault(setting => string.IsNullOrWhiteSpace(setting.Claim)).Setting;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == text;
}
