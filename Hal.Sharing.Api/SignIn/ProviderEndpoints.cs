using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Supplies the provider's addresses for signing in, from the same discovery document as the keys.</summary>
public sealed class ProviderEndpoints(ProviderKeys keys, IOptions<AuthOptions> options) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public static ProblemResult IsAway { get; } = ProblemResult.Unavailable(ProviderKeys.PauseBeforeFirst) with
    {
        Detail = "The OpenID Connect provider does not respond. Try again later.",
    };

    private static ProblemResult NoAddress { get; } = new(
        ProblemType.SignInRefused, "The provider's discovery document lacks a usable address for sign-in in a browser.")
    {
        Status = StatusCodes.Status502BadGateway,
    };

    /// <summary>Returns the metadata, or the problem if the provider does not answer or lacks an address.</summary>
    public async Task<(OpenIdConnectConfiguration? Metadata, ProblemResult? Fault)> GetAsync(CancellationToken cancellationToken)
    {
        if (await keys.GetAsync(cancellationToken) is not { } metadata)
            return (null, IsAway);
        return IsUsable(metadata.AuthorizationEndpoint) && IsUsable(metadata.TokenEndpoint) ? (metadata, null) : (null, NoAddress);
    }

    /// <summary>Returns whether the provider names an absolute address, with https unless the provider itself is reached by http.</summary>
    public bool IsUsable(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !options.Value.RequiresHttps));

    /// <summary>Gives the OpenID Connect handler the metadata. Throws <see cref="SignInRefusedException"/> if there is none.</summary>
    async Task<OpenIdConnectConfiguration> IConfigurationManager<OpenIdConnectConfiguration>.GetConfigurationAsync(CancellationToken cancel)
    {
        var (metadata, fault) = await GetAsync(cancel);
        return metadata ?? throw new SignInRefusedException(fault!);
    }

    /// <summary>Does nothing: <see cref="ProviderKeys"/> decides when to ask the provider again.</summary>
    void IConfigurationManager<OpenIdConnectConfiguration>.RequestRefresh()
    {
    }
}
