using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The provider's issuer and keys (OpenID Connect Discovery 1.0, section 4). The library fetches and reads them; its configuration
/// manager is not used, for it either makes everybody wait for a refresh or refuses the first token with a new key.
/// </summary>
public sealed class ProviderKeys(IOptionsMonitor<JwtBearerOptions> options, TimeProvider clock, ILogger<ProviderKeys> logger)
    : IDisposable
{
    /// <summary>The options that the JwtBearer package completes with metadata address and backchannel.</summary>
    public const string OptionsName = "Provider";

    /// <summary>Strangers can send unknown key ids at will; the provider is asked at most this often.</summary>
    public static TimeSpan LeastPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause while there is no answer yet at all, so that nobody queues behind a dead provider.</summary>
    public static TimeSpan PauseBeforeFirst { get; } = TimeSpan.FromSeconds(1);

    /// <summary>A key that the provider withdrew is trusted for this long, as long as the provider answers.</summary>
    public static TimeSpan LongestTrust { get; } = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private volatile Answer? _current;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    /// <summary>What the provider said last; waits for nothing but its first answer. Null while there never was one.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is not { } known)
            return await AskAsync(null, cancellationToken);
        if (clock.GetUtcNow() - known.At >= LongestTrust && _asking.CurrentCount > 0)
            _ = AskAsync(known, CancellationToken.None);
        return known.Configuration;
    }

    /// <summary>For a key that <paramref name="seen"/> lacks: something newer, or the same again when it is too early to ask.</summary>
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
        catch (Exception fault)
        {
            // Old keys are better than none: whoever is signed in stays so while the provider is away.
            logger.LogWarning(fault, "The provider's keys could not be fetched");
        }
        finally
        {
            _asking.Release();
        }
        return _current?.Configuration;
    }

    public void Dispose() => _asking.Dispose();

    // Without the request's token: others wait for the same answer. The backchannel has a time limit.
    private Task<OpenIdConnectConfiguration> FetchAsync()
    {
        var provider = options.Get(OptionsName);
        var retriever = new HttpDocumentRetriever(provider.Backchannel) { RequireHttps = provider.RequireHttpsMetadata };
        return OpenIdConnectConfigurationRetriever.GetAsync(provider.MetadataAddress, retriever, CancellationToken.None);
    }

    private sealed record Answer(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
