using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Caches the provider's metadata and keys (OpenID Connect Discovery 1.0, section 4). The library fetches and reads them. Its
/// <c>ConfigurationManager</c> is not used: it either makes all requests wait for a refresh or refuses the first token with a new key.
/// </summary>
public sealed class ProviderKeys(
    IOptions<AuthOptions> options, IHttpClientFactory clients, TimeProvider clock, ILogger<ProviderKeys> logger, WorkSlots? slots = null)
{
    /// <summary>The HTTP client for all calls to the provider, with limits on time and size.</summary>
    public const string HttpClientName = "Provider";

    /// <summary>The least time between two requests to the provider, because anyone can send unknown key IDs.</summary>
    public static TimeSpan LeastPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The same before the first response, when all tokens wait for the keys.</summary>
    public static TimeSpan PauseBeforeFirst { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request waits for new keys if the former ones are known.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private volatile Response? _current;
    private volatile Attempt? _last;
    private Task _asking = Task.CompletedTask;

    /// <summary>Whether a provider is configured, and none of its keys is known: no token of the provider was accepted yet.</summary>
    public bool AreMissing => _current is null && options.Value.HasProvider;

    /// <summary>
    /// Returns the latest metadata, or null if there was none yet. Metadata older than <see cref="AuthOptions.KeyRefresh"/> are refreshed;
    /// the request waits for that if they are twice as old, so that a key that the provider removed is not trusted any longer. If the
    /// provider does not answer, the former metadata stay in use, and requests do not wait again for that long.
    /// </summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is not { } known)
        {
            await WaitAsync(AskOnceAsync(null), Timeout.InfiniteTimeSpan, cancellationToken);
            return _current?.Metadata;
        }
        var (age, limit) = (clock.GetElapsedTime(known.At), options.Value.KeyRefresh);
        if (age < limit)
            return known.Metadata;
        var asking = AskOnceAsync(known);
        if (age < 2 * limit || (_last is { HasFailed: true } last && clock.GetElapsedTime(last.EndedAt) < 2 * limit))
            return known.Metadata;
        await WaitAsync(asking, LongestWait, cancellationToken);
        return _current.Metadata;
    }

    /// <summary>Returns newer metadata for a key that <paramref name="seen"/> lacks, or the same if it is too early to ask.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetNewerAsync(
        OpenIdConnectConfiguration seen, CancellationToken cancellationToken)
    {
        if (_current is { } known && known.Metadata == seen)
            await WaitAsync(AskOnceAsync(known), Timeout.InfiniteTimeSpan, cancellationToken);
        return _current?.Metadata;
    }

    private async Task WaitAsync(Task asking, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var parking = slots?.Park();
        try
        {
            await asking.WaitAsync(limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The call continues. The former keys stay in use until it ends.
        }
    }

    /// <summary>Returns the call in progress, or begins one unless it is too early. All requests wait for the same call.</summary>
    private Task AskOnceAsync(Response? outdated)
    {
        lock (_gate)
        {
            if (!_asking.IsCompleted)
                return _asking;
            var pause = outdated is null ? PauseBeforeFirst : LeastPause;
            if (_current != outdated || (_last is { } last && clock.GetElapsedTime(last.EndedAt) < pause))
                return Task.CompletedTask;
            // On another thread: the lock must not be held during the call.
            return _asking = Task.Run(() => AskAsync(outdated));
        }
    }

    private async Task AskAsync(Response? former)
    {
        var hasFailed = true;
        try
        {
            var (metadata, text) = await FetchAsync();
            // The same object if nothing changed: tokens that were verified under it need no second verification.
            _current = new Response(former?.Text == text ? former.Metadata : metadata, text, clock.GetTimestamp());
            hasFailed = false;
        }
        catch (Exception exception)
        {
            // The former keys stay in use, so that tokens remain valid while the provider does not answer.
            logger.LogWarning("The provider's keys could not be fetched: {Reason}", exception.Message.ReplaceLineEndings(" "));
        }
        finally
        {
            _last = new Attempt(clock.GetTimestamp(), hasFailed);
        }
    }

    // Without a request's cancellation token: other requests wait for the same response. The client has a time limit.
    private async Task<(OpenIdConnectConfiguration Metadata, string Text)> FetchAsync()
    {
        var documents = new ProviderDocuments(clients.CreateClient(HttpClientName), options.Value.RequiresHttps);
        var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(
            options.Value.MetadataAddress, documents, CancellationToken.None);
        if (string.IsNullOrEmpty(metadata.Issuer))
            throw new InvalidDataException("The discovery document has no issuer.");
        return documents.HasKeys
            ? (metadata, documents.Text)
            : throw new InvalidDataException("The discovery document leads to no set of keys (jwks_uri, keys).");
    }

    private sealed record Attempt(long EndedAt, bool HasFailed);

    private sealed record Response(OpenIdConnectConfiguration Metadata, string Text, long At);
}
