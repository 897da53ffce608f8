using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Caches the provider's metadata and keys (OpenID Connect Discovery 1.0, section 4). The library fetches and reads them. Its
/// <c>ConfigurationManager</c> is not used: it either makes all requests wait for a refresh or refuses the first token with a new key.
/// </summary>
public sealed class ProviderKeys(
    IOptions<AuthOptions> options, IHttpClientFactory clients, TimeProvider clock, ILogger<ProviderKeys> logger) : IDisposable
{
    /// <summary>The HTTP client for all calls to the provider, with limits on time and size.</summary>
    public const string HttpClientName = "Provider";

    /// <summary>The least time between two requests to the provider, because anyone can send unknown key IDs.</summary>
    public static TimeSpan LeastPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The same before the first response, so that no request queues for a provider that does not answer.</summary>
    public static TimeSpan PauseBeforeFirst { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a key that the provider withdrew is trusted, if the provider answers.</summary>
    public static TimeSpan LongestTrust { get; } = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private volatile Answer? _current;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    /// <summary>Returns the latest metadata. Waits for the first response only. Returns null if there was none yet.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is not { } known)
            return await AskAsync(null, cancellationToken);
        if (clock.GetUtcNow() - known.At >= LongestTrust && _asking.CurrentCount > 0)
            _ = AskAsync(known, CancellationToken.None);
        return known.Configuration;
    }

    /// <summary>Returns newer metadata for a key that <paramref name="seen"/> lacks, or the same if it is too early to ask.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetNewerAsync(
        OpenIdConnectConfiguration seen, CancellationToken cancellationToken) =>
        _current is { } known && known.Configuration == seen ? await AskAsync(known, cancellationToken) : _current?.Configuration;

    private async Task<OpenIdConnectConfiguration?> AskAsync(Answer? outdated, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_current == outdated && now - _askedAt >= (_current is null ? PauseBeforeFirst : LeastPause))
            {
                _askedAt = now;
                _current = new Answer(await FetchAsync(), now);
            }
        }
        catch (Exception exception)
        {
            // The former keys stay in use, so that tokens remain valid while the provider does not answer.
            logger.LogWarning(exception, "The provider's keys could not be fetched");
        }
        finally
        {
            _asking.Release();
        }
        return _current?.Configuration;
    }

    public void Dispose() => _asking.Dispose();

    // Without the request's cancellation token: other requests wait for the same response. The client has a time limit.
    private Task<OpenIdConnectConfiguration> FetchAsync()
    {
        var retriever = new HttpDocumentRetriever(clients.CreateClient(HttpClientName)) { RequireHttps = options.Value.RequiresHttps };
        return OpenIdConnectConfigurationRetriever.GetAsync(options.Value.MetadataAddress, retriever, CancellationToken.None);
    }

    private sealed record Answer(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
