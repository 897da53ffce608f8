using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Renews tokens, once for each refresh token: providers that rotate them take a second use for theft and end the session. Requests
/// that come together wait for one call, and those that left the browser before its answer arrived there are given the same.
/// </summary>
public sealed class TokenRefresher(ProviderEndpoints provider, TokenEndpoint endpoint, GrantCheck check, TimeProvider clock)
{
    /// <summary>Longer than a request that was sent with the former cookies may take to get here.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a provider that does not answer is left in peace.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long signing out waits for the provider to revoke a refresh token.</summary>
    public static TimeSpan RevocationLimit { get; } = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>The renewed sign-in; null when there is none, for now or for ever. The call itself is nobody's to cancel: others wait for it.</summary>
    public Task<SignedIn?> RenewAsync(Session session, CancellationToken cancellationToken)
    {
        var key = Key(session);
        lock (_gate)
        {
            Forget(clock.GetUtcNow());
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry();
                _entries[key] = entry;
                // On another thread: the lock must not be held while anything is awaited, or awaited for.
                entry.Renewal = Task.Run(() => RunAsync(session, entry), CancellationToken.None);
            }
            return entry.Renewal.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Ends a sign-in: what is still under way must not sign the user in again, and the provider is asked to revoke the refresh token,
    /// so that a copy of the cookie renews nothing. Returns at the latest after <see cref="RevocationLimit"/>.
    /// </summary>
    public async Task EndAsync(Session session)
    {
        Session latest;
        lock (_gate)
        {
            latest = _entries.GetValueOrDefault(Key(session))?.Renewed ?? session;
            _entries[Key(session)] = new Entry { Ended = true, Until = clock.GetUtcNow() + Memory };
        }
        try
        {
            await RevokeAsync(latest).WaitAsync(RevocationLimit, clock);
        }
        catch (TimeoutException)
        {
            // The call goes on by itself; the user is signed out here whatever comes of it.
        }
    }

    public bool HasEnded(Session session)
    {
        lock (_gate)
            return _entries.TryGetValue(Key(session), out var entry) && entry.Ended;
    }

    private async Task<SignedIn?> RunAsync(Session session, Entry entry)
    {
        var (renewed, memory) = (default(SignedIn), Pause);
        bool hasEnded;
        try
        {
            (renewed, memory) = await AskAsync(session);
        }
        finally
        {
            lock (_gate)
            {
                (entry.Until, entry.Renewed) = (clock.GetUtcNow() + memory, renewed?.Session);
                hasEnded = _entries.TryGetValue(Key(session), out var current) && current.Ended;
            }
        }
        if (hasEnded && renewed?.Session is { } unused)
            await RevokeAsync(unused);
        return renewed;
    }

    private async Task RevokeAsync(Session session)
    {
        if (await provider.GetAsync(CancellationToken.None) is { Metadata: { } metadata })
            await endpoint.RevokeAsync(metadata, session.RefreshToken);
    }

    private async Task<(SignedIn? Renewed, TimeSpan Memory)> AskAsync(Session session)
    {
        if (await provider.GetAsync(CancellationToken.None) is not { Metadata: { } metadata })
            return (null, Pause);
        var grant = await endpoint.RefreshAsync(metadata, session.RefreshToken, CancellationToken.None);
        if (grant.Outcome != GrantOutcome.Granted)
            return (null, grant.Outcome == GrantOutcome.Refused ? Memory : Pause);
        if (await check.JudgeAsync(grant, session, CancellationToken.None) is not { } renewed)
            return (null, Memory);
        // Not so long that the answer itself would need renewing.
        var half = (renewed.Expires - clock.GetUtcNow()) / 2;
        return (renewed, half < Memory ? half : Memory);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, _) in _entries.Where(pair => pair.Value.Until <= now).ToList())
            _entries.Remove(key);
    }

    /// <summary>Keys may be looked at in a dump of the process; refresh tokens need not be.</summary>
    private static string Key(Session session) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session.RefreshToken)));

    private sealed class Entry
    {
        public Task<SignedIn?> Renewal { get; set; } = Task.FromResult<SignedIn?>(null);

        public bool Ended { get; init; }

        /// <summary>What renews from now on; null while the renewal is under way, and where it brought nothing.</summary>
        public Session? Renewed { get; set; }

        public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;
    }
}
