using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Verifies each token once and keeps its claims in memory, because clients send the same token many times. A verification is valid only
/// while the keys under which it was made are the present ones: other keys empty the memory. The lifetime, and what the token allows, are
/// checked at every request. Refused tokens are not kept, because anyone can send an unlimited number of them.
/// </summary>
public sealed class KeptTokens : IDisposable
{
    // An upper bound for the objects of an entry, and for the claims, as JSON and as text, of a token of one character.
    private const int BytesPerEntry = 1536;
    private const int BytesPerCharacter = 3;

    private readonly TokenValidator _validator;
    private readonly MemoryCache? _cache;

    public KeptTokens(TokenValidator validator, IOptions<AuthOptions> options, TimeProvider clock)
    {
        _validator = validator;
        if (options.Value.TokenCacheBytes is > 0 and var bytes)
            _cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = bytes, Clock = new Clock(clock) });
    }

    /// <summary>The number of kept tokens, including expired ones that are not removed yet.</summary>
    public int Count => _cache?.Count ?? 0;

    /// <summary>Returns the verified access token or the problem, as <see cref="TokenValidator.VerifyAsync"/> does.</summary>
    public async ValueTask<(VerifiedToken? Token, ProblemResult? Fault)> VerifyAsync(
        StringSegment token, CancellationToken cancellationToken)
    {
        if (TryFind(token, out var kept))
        {
            if (await _validator.HasPresentKeysAsync(kept, cancellationToken))
                return (kept, null);
            _cache?.Clear();
        }
        var text = token.ToString();
        var (verified, fault) = await _validator.VerifyAsync(text, cancellationToken);
        if (verified is not null)
            Keep(text, verified);
        return (verified, fault);
    }

    public void Dispose() => _cache?.Dispose();

    private bool TryFind(ReadOnlySpan<char> text, [NotNullWhen(true)] out VerifiedToken? token)
    {
        token = null;
        return _cache is not null && text.Length <= CompactToken.MaxLength
            && _cache.TryGetValue(Name(text, stackalloc char[2 * SHA256.HashSizeInBytes]), out token) && token is not null;
    }

    /// <summary>Does nothing if the token has expired. If the cache is full, the least recently used tokens are removed first.</summary>
    private void Keep(string text, VerifiedToken token) => _cache?.Set(
        Name(text, stackalloc char[2 * SHA256.HashSizeInBytes]).ToString(),
        token,
        new MemoryCacheEntryOptions
        {
            AbsoluteExpiration = TokenRules.EndOf(token),
            Size = BytesPerEntry + (BytesPerCharacter * text.Length),
        });

    /// <summary>Returns the hash of the whole text in hexadecimal: the signature is part of it.</summary>
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text, Span<char> name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        Convert.TryToHexString(hash, name, out _);
        return name;
    }

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
