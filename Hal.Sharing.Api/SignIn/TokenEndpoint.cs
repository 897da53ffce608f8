using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>How an exchange with the provider's token endpoint ended.</summary>
public enum GrantOutcome
{
    Granted,

    /// <summary>The provider says that what was sent is not, or no more, good.</summary>
    Refused,

    /// <summary>No answer, or none that can be read; nothing is known.</summary>
    Unavailable,
}

/// <summary>What the provider answered.</summary>
/// <param name="Error">Why it refused, in its word (RFC 6749, section 5.2).</param>
public sealed record Grant(GrantOutcome Outcome, string? AccessToken = null, string? IdToken = null, string? RefreshToken = null, string? Error = null);

/// <summary>Exchanges codes and refresh tokens for tokens (RFC 6749, sections 4.1.3 and 6); one call, with the time limit of the backchannel.</summary>
public sealed class TokenEndpoint(IOptions<AuthOptions> auth, IOptionsMonitor<JwtBearerOptions> provider, ILogger<TokenEndpoint> logger)
{
    public Task<Grant> RedeemCodeAsync(OpenIdConnectConfiguration metadata, string code, string verifier, string redirectUri, CancellationToken cancellationToken) =>
        SendAsync(metadata, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["code_verifier"] = verifier }, cancellationToken);

    public Task<Grant> RefreshAsync(OpenIdConnectConfiguration metadata, string refreshToken, CancellationToken cancellationToken) =>
        SendAsync(metadata, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Ends a refresh token (RFC 7009, section 2.1), best effort: nothing where the provider names no endpoint or does not answer.</summary>
    public async Task RevokeAsync(OpenIdConnectConfiguration metadata, string refreshToken)
    {
        if (!ProviderEndpoints.IsUsable(metadata.RevocationEndpoint, provider.Get(ProviderKeys.OptionsName)))
            return;
        using var request = Request(metadata, metadata.RevocationEndpoint, new() { ["token"] = refreshToken, ["token_type_hint"] = "refresh_token" });
        try
        {
            using var answer = await provider.Get(ProviderKeys.OptionsName).Backchannel.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
                logger.LogWarning("The provider did not revoke a refresh token at sign-out: status {Status}", (int)answer.StatusCode);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            logger.LogWarning("The provider did not revoke a refresh token at sign-out: {Fault}", fault.Message);
        }
    }

    private async Task<Grant> SendAsync(OpenIdConnectConfiguration metadata, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = Request(metadata, metadata.TokenEndpoint, form);
        try
        {
            using var answer = await provider.Get(ProviderKeys.OptionsName).Backchannel.SendAsync(request, cancellationToken);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return Read(answer.IsSuccessStatusCode, (int)answer.StatusCode, document.RootElement);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The provider's token endpoint did not answer: {Fault}", fault.Message);
            return new(GrantOutcome.Unavailable);
        }
    }

    private HttpRequestMessage Request(OpenIdConnectConfiguration metadata, string address, Dictionary<string, string> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Authenticate(request, form, metadata);
        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    /// <summary>A public client says who it is; one with a secret proves it in the way that the provider takes, Basic if it has no wish (RFC 6749, section 2.3.1).</summary>
    private void Authenticate(HttpRequestMessage request, Dictionary<string, string> form, OpenIdConnectConfiguration metadata)
    {
        var (id, secret) = (auth.Value.ClientId!, auth.Value.ClientSecret);
        var methods = metadata.TokenEndpointAuthMethodsSupported;
        if (string.IsNullOrEmpty(secret))
        {
            form["client_id"] = id;
        }
        else if (methods.Contains("client_secret_post") && !methods.Contains("client_secret_basic"))
        {
            form["client_id"] = id;
            form["client_secret"] = secret;
        }
        else
        {
            var pair = $"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
    }

    private Grant Read(bool isSuccess, int status, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return new(GrantOutcome.Unavailable);
        if (isSuccess && answer.TryReadString("access_token", out var access) && access is not null)
        {
            _ = answer.TryReadString("id_token", out var id);
            _ = answer.TryReadString("refresh_token", out var refresh);
            return new(GrantOutcome.Granted, access, id, refresh);
        }
        if (status is < 400 or >= 500 || !answer.TryReadString("error", out var error) || error is null)
            return new(GrantOutcome.Unavailable);
        logger.LogInformation("The provider's token endpoint refused: {Error}", error);
        return new(GrantOutcome.Refused, Error: error);
    }
}
