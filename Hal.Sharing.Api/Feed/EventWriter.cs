using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.Feed;

/// <summary>Writes server-sent events (HTML Living Standard, section 9.2): a change is what a page would embed, on one line.</summary>
internal sealed class EventWriter(HttpContext http, EventStream stream, ChangeCipher cipher)
{
    /// <summary>Without an event for so long, a comment shows that the connection works, and keeps proxies from closing it.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const int FlushAfter = 64 * 1024;
    private const string Retry = "retry: 2000\n";

    private readonly PipeWriter _body = http.Response.BodyWriter;
    private readonly HalOptions _options = HalOptions.Of(http);
    private readonly string _pathBase = http.Request.PathBase.ToUriComponent();

    /// <summary>Writes what a client needs to come back, before there is any event.</summary>
    public Task BeginAsync(long start, CancellationToken cancellationToken)
    {
        Write(Retry);
        return BeatAsync(start, cancellationToken);
    }

    /// <summary>Writes a comment and, if it is known, the ID to come back with: an event without data, which clients do not show.</summary>
    public async Task BeatAsync(long? position, CancellationToken cancellationToken)
    {
        Write(position is { } known ? $":\nid: {FeedCursor.OfPlace(cipher, known)}\n\n" : ":\n\n");
        await _body.FlushAsync(cancellationToken);
    }

    public async Task WriteAsync(FeedBatch batch, CancellationToken cancellationToken)
    {
        var size = 0;
        foreach (var change in batch.Changes)
        {
            var bytes = BytesOf(change);
            _body.Write(bytes);
            size += bytes.Length;
            if (size < FlushAfter)
                continue;
            await _body.FlushAsync(cancellationToken);
            size = 0;
        }
        if (batch.Changes.Count == 0)
            await BeatAsync(batch.Through, cancellationToken);
        else
            await _body.FlushAsync(cancellationToken);
    }

    /// <summary>Returns the bytes of the event; those that get the same change below the same path share them.</summary>
    private byte[] BytesOf(FeedChange change)
    {
        if (change.Written is Event written && written.PathBase == _pathBase)
            return written.Bytes;
        using var buffer = new PooledBuffer();
        var (id, action) = (FeedCursor.OfEvent(cipher, change.Position), stream.ActionOf(change.View.Change));
        Encoding.UTF8.GetBytes($"id: {id}\nevent: {action}\ndata: ", buffer);
        HalWriter.WriteEmbedded(buffer, stream.Assemble(change.View), _options, _pathBase);
        buffer.Write("\n\n"u8);
        var made = new Event(_pathBase, buffer.Written.ToArray());
        change.Written = made;
        return made.Bytes;
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _body);

    private sealed record Event(string PathBase, byte[] Bytes);
}
