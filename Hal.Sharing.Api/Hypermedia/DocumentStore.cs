using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Keeps documents as they were written. A document is found only by everything that decides its bytes, which a statement of the same
/// request has read: the store saves reading and writing a document, and never decides whether it is current. The least recently used
/// documents make room for others.
/// </summary>
public sealed class DocumentStore : IDisposable
{
    /// <summary>The memory that an entry takes beside the bytes of the document, roughly.</summary>
    private const int EntrySize = 1024;

    private const int AddressSize = 256;

    /// <summary>Longer addresses are rare, and anyone can make many of them.</summary>
    private const int LongestAddress = 1024;

    /// <summary>The part that is removed at once: finding the least recently used takes as long for a few as for many.</summary>
    private const double RemovedAtOnce = 0.2;

    private readonly MemoryCache? _documents;
    private long _hits;
    private long _misses;

    public DocumentStore(IOptions<HalOptions> options)
    {
        if (options.Value.StoredBytes > 0)
            _documents = new(new MemoryCacheOptions
            {
                SizeLimit = options.Value.StoredBytes, CompactionPercentage = RemovedAtOnce, TrackStatistics = true,
            });
    }

    /// <summary>The memory that the stored documents take, in bytes, roughly.</summary>
    public long Size => _documents?.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>How many requests found a stored document.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How many requests could have been answered by a stored document, but found none.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>
    /// Returns whether a document of this address was stored. If not, there is no need to read what decides it, and the request has missed.
    /// </summary>
    public bool Knows(HttpContext http) => CanAnswer(http) && (_documents!.TryGetValue(DocumentAddress.Of(http), out _) || Miss());

    /// <summary>Returns the stored document; null if there is none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="madeFrom">See <see cref="HalResult.MadeFrom"/>.</param>
    public WrittenDocument? Find(HttpContext http, object madeFrom)
    {
        if (!CanAnswer(http))
            return null;
        if (_documents!.TryGetValue(new DocumentKey(DocumentAddress.Of(http), madeFrom), out WrittenDocument? document))
            Interlocked.Increment(ref _hits);
        else
            Miss();
        return document;
    }

    /// <summary>Stores a copy of the document.</summary>
    internal void Add(HttpContext http, object madeFrom, WrittenDocument document)
    {
        if (!CanAnswer(http))
            return;
        var address = DocumentAddress.Of(http);
        var addressSize = sizeof(char) * (address.Address.Length + address.PathBase.Length);
        if (addressSize > sizeof(char) * LongestAddress)
            return;
        _documents!.Set(new DocumentKey(address, madeFrom), document with { Bytes = document.Bytes.ToArray() }, new MemoryCacheEntryOptions
        {
            Size = EntrySize + addressSize + document.Bytes.Length,
        });
        _documents!.Set(address, address, new MemoryCacheEntryOptions { Size = AddressSize + addressSize });
    }

    public void Dispose() => _documents?.Dispose();

    private bool Miss()
    {
        Interlocked.Increment(ref _misses);
        return false;
    }

    /// <summary>Returns whether the response consists of a document alone: a client can prefer others inside it.</summary>
    private bool CanAnswer(HttpContext http) =>
        _documents is not null && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && !InternalSubrequest.Embeds(http);
}
