using Hal.Sharing.Api.Auth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Where the provider signs people in, if it says so and can be reached.</summary>
public sealed class ProviderEndpoints(ProviderKeys keys, IOptionsMonitor<JwtBearerOptions> options)
{
    public static ProblemResult IsAway { get; } =
        ProblemResult.Unavailable(ProviderKeys.PauseBeforeFirst) with { Detail = "The provider that signs people in does not answer now. Try again in a moment." };

    /// <summary>One of the two is null.</summary>
    public async Task<(OpenIdConnectConfiguration? Metadata, ProblemResult? Fault)> GetAsync(CancellationToken cancellationToken)
    {
        if (await keys.GetAsync(cancellationToken) is not { } metadata)
            return (null, IsAway);
        var provider = options.Get(ProviderKeys.OptionsName);
        return IsUsable(metadata.AuthorizationEndpoint, provider) && IsUsable(metadata.TokenEndpoint, provider)
            ? (metadata, null)
            : (null, new(ProblemType.SignInRefused, "The provider does not say where people sign in with a browser: its discovery document lacks an address that can be used.") { Status = StatusCodes.Status502BadGateway });
    }

    /// <summary>Whether the provider names an address, by https where it is itself reached by https.</summary>
    public static bool IsUsable(string? address, JwtBearerOptions provider) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !provider.RequireHttpsMetadata));
}
