using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>How a request to the provider's token endpoint ended.</summary>
public enum GrantOutcome
{
    Granted,

    /// <summary>The provider reports that the code or the refresh token is not valid, or no longer.</summary>
    Refused,

    /// <summary>There was no response, or none that can be read. The outcome is unknown.</summary>
    Unavailable,
}

/// <summary>What the provider responded.</summary>
public sealed record Grant(GrantOutcome Outcome, string? AccessToken = null, string? IdToken = null, string? RefreshToken = null);

/// <summary>
/// Exchanges codes and refresh tokens for tokens (RFC 6749, sections 4.1.3 and 6). Each exchange is one call with a time limit.
/// </summary>
public sealed class TokenEndpoint(IOptions<AuthOptions> auth, IHttpClientFactory clients, ILogger<TokenEndpoint> logger)
{
    public Task<Grant> RedeemCodeAsync(
        OpenIdConnectConfiguration metadata, OpenIdConnectMessage request, CancellationToken cancellationToken) =>
        SendAsync(metadata, new()
        {
            ["grant_type"] = request.GrantType,
            ["code"] = request.Code,
            ["redirect_uri"] = request.RedirectUri,
            ["code_verifier"] = request.GetParameter("code_verifier"),
        }, cancellationToken);

    public Task<Grant> RefreshAsync(OpenIdConnectConfiguration metadata, string refreshToken, CancellationToken cancellationToken) =>
        SendAsync(metadata, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Revokes a refresh token (RFC 7009, section 2.1) if the provider can be reached. Throws nothing if it cannot.</summary>
    public async Task RevokeAsync(OpenIdConnectConfiguration metadata, string refreshToken)
    {
        var form = new Dictionary<string, string> { ["token"] = refreshToken, ["token_type_hint"] = "refresh_token" };
        using var request = Request(metadata, metadata.RevocationEndpoint, form);
        try
        {
            using var response = await Client().SendAsync(request);
            if (!response.IsSuccessStatusCode)
                logger.LogWarning("The provider did not revoke a refresh token at sign-out: status {Status}", (int)response.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            logger.LogWarning("The provider did not revoke a refresh token at sign-out: {Fault}", exception.Message);
        }
    }

    private async Task<Grant> SendAsync(
        OpenIdConnectConfiguration metadata, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = Request(metadata, metadata.TokenEndpoint, form);
        try
        {
            using var response = await Client().SendAsync(request, cancellationToken);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return Read(response.IsSuccessStatusCode, (int)response.StatusCode, document.RootElement);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The provider's token endpoint did not answer: {Fault}", exception.Message);
            return new(GrantOutcome.Unavailable);
        }
    }

    private HttpClient Client() => clients.CreateClient(ProviderKeys.HttpClientName);

    private HttpRequestMessage Request(OpenIdConnectConfiguration metadata, string address, Dictionary<string, string> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Authenticate(request, form, metadata);
        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    /// <summary>
    /// A public client sends its ID. A client with a secret authenticates with HTTP Basic, or in the body if the provider supports only
    /// that (RFC 6749, section 2.3.1).
    /// </summary>
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

    private Grant Read(bool isSuccess, int status, JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object)
            return new(GrantOutcome.Unavailable);
        if (isSuccess && response.TryReadString("access_token", out var access) && access is not null)
        {
            _ = response.TryReadString("id_token", out var id);
            _ = response.TryReadString("refresh_token", out var refresh);
            return new(GrantOutcome.Granted, access, id, refresh);
        }
        if (status is < 400 or >= 500 || !response.TryReadString("error", out var error) || error is null)
            return new(GrantOutcome.Unavailable);
        logger.LogInformation("The provider's token endpoint refused: {Error}", error);
        return new(GrantOutcome.Refused);
    }
}
