namespace Hal.Sharing.Data.Feed;

/// <summary>The listeners that have caught up, and the position up to which changes were handed out to them.</summary>
internal sealed class FeedListeners
{
    private readonly Lock _gate = new();
    private readonly HashSet<FeedListener> _live = [];
    private long _last;
    private int _count;
    private bool _isStopping;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The last position that was handed out, or that was the last one when there was no listener.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Returns whether the listener has everything up to now, and gets what follows.</summary>
    public bool TryJoin(FeedListener listener)
    {
        lock (_gate)
        {
            if (_isStopping)
                listener.Stop(FeedEnd.Stopping);
            else if (listener.Position < _last)
                return false;
            else
                _live.Add(listener);
            _count = _live.Count;
            return true;
        }
    }

    public void Remove(FeedListener listener)
    {
        lock (_gate)
        {
            _live.Remove(listener);
            _count = _live.Count;
        }
    }

    /// <summary>Moves to a position if there is no listener: one that joins later reads what is before it itself.</summary>
    public bool TrySkipTo(long position)
    {
        lock (_gate)
        {
            if (_live.Count > 0)
                return false;
            _last = position;
            return true;
        }
    }

    /// <summary>
    /// Moves to a position and returns who must get the changes up to it. A listener that joins later has them, or reads them itself.
    /// </summary>
    public FeedListener[] MoveTo(long position)
    {
        lock (_gate)
        {
            _last = position;
            return [.. _live];
        }
    }

    /// <summary>Ends all listeners, and goes on from a position.</summary>
    public void StopAll(FeedEnd end, long position)
    {
        lock (_gate)
        {
            _isStopping |= end is FeedEnd.Stopping;
            _last = position;
            foreach (var listener in _live)
                listener.Stop(end);
            _live.Clear();
            _count = 0;
        }
    }
}
