namespace Hal.Sharing.Data.Feed;

/// <summary>
/// The listeners of one caller and history, which get the same. All superusers of one history do, too (<see cref="FeedRound"/>).
/// </summary>
internal sealed record FeedReader(Caller Caller, FeedTopic Topic);

/// <summary>A change that a reader may get, if the statement finds that they can read it now.</summary>
/// <param name="Reader">The place of the reader among those that are asked for, from 0.</param>
internal readonly record struct FeedCandidate(int Reader, long Position, long ChangeId);

/// <summary>What a reader can read now.</summary>
/// <param name="Facts">Null if the reader's token or right to the history no longer holds: then there are no changes.</param>
internal sealed record FeedAnswer(CallerFacts? Facts, IReadOnlyList<FeedChange> Changes)
{
    public bool IsAllowed => Facts is not null;

    public bool IsSuperuser => Facts is { IsSuperuser: true };
}
