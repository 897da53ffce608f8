namespace Hal.Sharing.Data.Feed;

/// <summary>A position of the feed, and what decides in which histories its change is.</summary>
internal sealed record FeedEntry(
    long Position, long ChangeId, string? IntegrationId, string? TeamId, string? PrincipalId, string? FormerOwnerId);
