using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Hal.Sharing.Data.Feed;

/// <summary>
/// One stream of changes: first what the client has missed, read at the client's pace, then what <see cref="FeedHub"/> hands out. A
/// listener that does not keep up with that is ended, and resumes at its last position: it never holds memory without a limit.
/// </summary>
public sealed class FeedListener : IDisposable
{
    private const int MostWaiting = 2000;

    private readonly FeedHub _hub;
    private readonly bool _isResumed;
    private readonly Channel<FeedBatch> _batches = Channel.CreateUnbounded<FeedBatch>(new() { SingleReader = true });
    private readonly CancellationTokenSource _overrun = new();
    private int _waiting;
    private long _position;

    /// <param name="isResumed">Whether the client named the position.</param>
    internal FeedListener(FeedHub hub, FeedReader reader, long position, bool isResumed)
    {
        (_hub, _isResumed) = (hub, isResumed);
        Reader = reader;
        Start = _position = position;
    }

    /// <summary>The position at which the stream starts; it is not part of it.</summary>
    public long Start { get; }

    /// <summary>Why the stream has ended; null while it has not.</summary>
    public FeedEnd? End { get; private set; }

    /// <summary>Canceled if the client is too slow: what is being sent to it will not end soon.</summary>
    public CancellationToken Overrun => _overrun.Token;

    /// <summary>
    /// Returns the position up to which the client has everything, also without a change in its stream; null while something waits.
    /// </summary>
    public long? Checkpoint()
    {
        var position = Volatile.Read(ref _position);
        return Volatile.Read(ref _waiting) == 0 ? position : null;
    }

    internal FeedReader Reader { get; }

    /// <summary>Whether the caller was a superuser when their rights were last read.</summary>
    internal bool IsSuperuser { get; set; }

    internal long Position => Volatile.Read(ref _position);

    /// <summary>
    /// Returns batches in the order of the feed, each change once, until the stream ends; then <see cref="End"/> says why. A client that
    /// came back gets one empty batch when it has caught up, whatever was passed over: how much that was is nothing to know.
    /// </summary>
    public async IAsyncEnumerable<FeedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long position;
        // From the moment of joining on, the hub moves the position.
        for (position = Position; !_hub.TryJoin(this); position = Position)
        {
            var (answer, through) = await _hub.CatchUpAsync(this, cancellationToken);
            if (!answer.IsAllowed)
            {
                End = FeedEnd.Refused;
                yield break;
            }
            IsSuperuser = answer.IsSuperuser;
            if (answer.Changes.Count > 0)
                yield return new(answer.Changes, through);
            // When the client has them: it is a checkpoint.
            Volatile.Write(ref _position, through);
        }
        if (_isResumed)
            yield return new([], position);
        await foreach (var batch in _batches.Reader.ReadAllAsync(cancellationToken))
        {
            yield return batch;
            Interlocked.Add(ref _waiting, -batch.Changes.Count);
        }
    }

    public void Dispose()
    {
        _hub.Leave(this);
        _overrun.Dispose();
    }

    /// <summary>Hands out what is after the listener's position; ends the listener if too much waits already.</summary>
    internal void Add(IReadOnlyList<FeedChange> changes, long through)
    {
        var position = Position;
        if (End is not null || through <= position)
            return;
        var fresh = changes is [var first, ..] && first.Position <= position
            ? [.. changes.Where(change => change.Position > position)]
            : changes;
        if (fresh.Count > 0 && !TryAdd(fresh, through))
            Stop(FeedEnd.TooSlow);
        else
            // Last, so that it is no checkpoint before its changes wait.
            Volatile.Write(ref _position, through);
    }

    internal void Stop(FeedEnd end)
    {
        End ??= end;
        _batches.Writer.TryComplete();
        if (end is FeedEnd.TooSlow)
            _ = _overrun.CancelAsync();
    }

    private bool TryAdd(IReadOnlyList<FeedChange> changes, long through)
    {
        var waiting = Interlocked.Add(ref _waiting, changes.Count);
        // One batch always fits, because batches are limited.
        return (waiting <= MostWaiting || waiting == changes.Count) && _batches.Writer.TryWrite(new(changes, through));
    }
}

/// <summary>Changes that follow each other in one stream; none if there is only a position to continue from.</summary>
/// <param name="Through">The client has everything of its stream up to this position.</param>
public sealed record FeedBatch(IReadOnlyList<FeedChange> Changes, long Through);

/// <summary>Why a stream ends before its client leaves.</summary>
public enum FeedEnd
{
    /// <summary>The caller's token or right to the history no longer holds.</summary>
    Refused,

    /// <summary>The client reads more slowly than changes are made.</summary>
    TooSlow,

    /// <summary>The database has lost positions, as after a failover without synchronous replication.</summary>
    PositionsLost,

    /// <summary>The server stops.</summary>
    Stopping,
}
