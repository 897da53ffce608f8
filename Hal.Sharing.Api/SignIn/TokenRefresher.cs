using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Refreshes tokens, once for each refresh token: a provider that rotates refresh tokens treats a second use as theft and ends the session.
/// Concurrent requests wait for one call. Requests that the browser sent before it got the response get the same result.
/// </summary>
public sealed class TokenRefresher(ProviderEndpoints provider, TokenEndpoint endpoint, GrantCheck check, TimeProvider clock)
{
    /// <summary>How long a result is kept: longer than a request with the former cookies is on its way.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a provider that did not answer is not asked again.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long sign-out waits for the provider to revoke a refresh token.</summary>
    public static TimeSpan RevocationLimit { get; } = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>
    /// Returns the refreshed sign-in, or null if there is none, temporarily or permanently. Canceling one request does not cancel the call.
    /// </summary>
    public Task<SignedIn?> RefreshAsync(Session session, CancellationToken cancellationToken)
    {
        var key = Key(session);
        lock (_gate)
        {
            Forget(clock.GetUtcNow());
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry();
                _entries[key] = entry;
                // On another thread: the lock must not be held during the call.
                entry.Refresh = Task.Run(() => RunAsync(session, entry), CancellationToken.None);
            }
            return entry.Refresh.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Ends a sign-in: a refresh in progress must not sign the user in again, and the provider is asked to revoke the refresh token, so
    /// that a copy of the cookie refreshes nothing. Returns after <see cref="RevocationLimit"/> at the latest.
    /// </summary>
    public async Task EndAsync(Session session)
    {
        Session latest;
        lock (_gate)
        {
            latest = _entries.GetValueOrDefault(Key(session))?.Latest ?? session;
            _entries[Key(session)] = new Entry { Ended = true, Until = clock.GetUtcNow() + Memory };
        }
        try
        {
            await RevokeAsync(latest).WaitAsync(RevocationLimit, clock);
        }
        catch (TimeoutException)
        {
            // The call continues. The user is signed out here in any case.
        }
    }

    public bool HasEnded(Session session)
    {
        lock (_gate)
            return _entries.TryGetValue(Key(session), out var entry) && entry.Ended;
    }

    private async Task<SignedIn?> RunAsync(Session session, Entry entry)
    {
        var (refreshed, memory) = (default(SignedIn), Pause);
        bool hasEnded;
        try
        {
            (refreshed, memory) = await AskAsync(session);
        }
        finally
        {
            lock (_gate)
            {
                (entry.Until, entry.Latest) = (clock.GetUtcNow() + memory, refreshed?.Session);
                hasEnded = _entries.TryGetValue(Key(session), out var current) && current.Ended;
            }
        }
        if (hasEnded && refreshed?.Session is { } unused)
            await RevokeAsync(unused);
        return refreshed;
    }

    private async Task RevokeAsync(Session session)
    {
        if (await provider.GetAsync(CancellationToken.None) is { Metadata: { } metadata } && provider.IsUsable(metadata.RevocationEndpoint))
            await endpoint.RevokeAsync(metadata, session.RefreshToken);
    }

    private async Task<(SignedIn? Refreshed, TimeSpan Memory)> AskAsync(Session session)
    {
        if (await provider.GetAsync(CancellationToken.None) is not { Metadata: { } metadata })
            return (null, Pause);
        var grant = await endpoint.RefreshAsync(metadata, session.RefreshToken, CancellationToken.None);
        if (grant.Outcome != GrantOutcome.Granted)
            return (null, grant.Outcome == GrantOutcome.Refused ? Memory : Pause);
        if (await check.JudgeAsync(grant, session, CancellationToken.None) is not { } refreshed)
            return (null, Memory);
        // Not so long that the result itself is due for a refresh.
        var half = (refreshed.Expires - clock.GetUtcNow()) / 2;
        return (refreshed, half < Memory ? half : Memory);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, _) in _entries.Where(pair => pair.Value.Until <= now).ToList())
            _entries.Remove(key);
    }

    /// <summary>Returns a hash, so that a dump of the process shows no refresh token here.</summary>
    private static string Key(Session session) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session.RefreshToken)));

    private sealed class Entry
    {
        public Task<SignedIn?> Refresh { get; set; } = Task.FromResult<SignedIn?>(null);

        public bool Ended { get; init; }

        /// <summary>The session that replaces the former one; null during the refresh and if it failed.</summary>
        public Session? Latest { get; set; }

        public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;
    }
}
