namespace Hal.Sharing.Data.Feed;

/// <summary>One statement for all listeners of this process: who is asked for, and for which changes.</summary>
internal sealed class FeedRound
{
    private readonly List<FeedReader> _readers = [];
    private readonly List<FeedCandidate> _candidates = [];
    private readonly List<(FeedListener Listener, int Reader, int Source)> _listeners = [];

    public IReadOnlyList<FeedReader> Readers => _readers;

    public IReadOnlyList<FeedCandidate> Candidates => _candidates;

    /// <param name="listeners">All listeners.</param>
    /// <param name="entries">The next entries of the feed.</param>
    /// <param name="all">Whether the rights of those are checked, too, whose histories have none of the entries.</param>
    public static FeedRound Of(IReadOnlyList<FeedListener> listeners, IReadOnlyList<FeedEntry> entries, bool all)
    {
        var round = new FeedRound();
        var superusers = new Dictionary<FeedTopic, int>();
        foreach (var group in listeners.GroupBy(listener => listener.Reader))
        {
            var (reader, place) = (group.Key, round._readers.Count);
            var theirs = entries.Where(entry => reader.Topic.CanContain(entry, reader.Caller)).ToList();
            if (theirs.Count == 0 && !all)
            {
                foreach (var listener in group)
                    listener.Add([], entries.Count > 0 ? entries[^1].Position : 0);
                continue;
            }
            round._readers.Add(reader);
            var source = place;
            // What superusers see of one history does not depend on which of them reads it, except their own.
            if (reader.Topic.Kind is not FeedTopicKind.OfCaller && group.All(listener => listener.IsSuperuser))
                source = superusers.TryGetValue(reader.Topic, out var first) ? first : superusers[reader.Topic] = place;
            if (source == place)
                round._candidates.AddRange(theirs.Select(entry => new FeedCandidate(place, entry.Position, entry.ChangeId)));
            foreach (var listener in group)
                round._listeners.Add((listener, place, source));
        }
        return round;
    }

    /// <summary>Gives each listener what the statement returned, and ends those that lost the right to read it.</summary>
    public void HandOut(IReadOnlyList<FeedAnswer> answers, long through)
    {
        foreach (var (listener, reader, source) in _listeners)
        {
            var (own, read) = (answers[reader], answers[source]);
            // A listener whose changes were read for another superuser starts again if one of them no longer is one.
            var isOfBoth = reader == source || (own.IsSuperuser && read.IsSuperuser);
            listener.IsSuperuser = own.IsSuperuser;
            if (own.IsAllowed && isOfBoth)
                listener.Add(read.Changes, through);
            else
                listener.Stop(FeedEnd.Refused);
        }
    }
}
