namespace Hal.Sharing.Data.Feed;

/// <summary>The history that a listener follows.</summary>
/// <param name="Id">The ID of the integration or team; empty for the other kinds.</param>
public sealed record FeedTopic(FeedTopicKind Kind, string Id)
{
    /// <summary>All changes, for superusers.</summary>
    public static FeedTopic All { get; } = new(FeedTopicKind.All, "");

    /// <summary>What changes for the caller.</summary>
    public static FeedTopic OfCaller { get; } = new(FeedTopicKind.OfCaller, "");

    public static FeedTopic OfIntegration(string id) => new(FeedTopicKind.OfIntegration, id);

    public static FeedTopic OfTeam(string id) => new(FeedTopicKind.OfTeam, id);

    /// <summary>Whether the history of a caller can contain the change. The statement that reads it for them decides.</summary>
    internal bool CanContain(FeedEntry entry, Caller caller) => Kind switch
    {
        FeedTopicKind.All => true,
        FeedTopicKind.OfIntegration => entry.IntegrationId == Id,
        FeedTopicKind.OfTeam => entry.TeamId == Id,
        _ => Concerns(entry.PrincipalId, caller) || Concerns(entry.FormerOwnerId, caller),
    };

    // Which teams the caller was in at the time of the change, only the statement knows.
    private static bool Concerns(string? principalId, Caller caller) => principalId is not null
        && (principalId.StartsWith("team:", StringComparison.Ordinal)
            || (principalId.Length == "user:".Length + caller.Id.Length && principalId.EndsWith(caller.Id, StringComparison.Ordinal)));
}

/// <summary>The kinds of histories. Statements compare their numbers.</summary>
public enum FeedTopicKind
{
    All = 0,
    OfIntegration = 1,
    OfTeam = 2,
    OfCaller = 3,
}
