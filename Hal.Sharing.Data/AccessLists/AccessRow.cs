namespace Hal.Sharing.Data.AccessLists;

/// <summary>A user who can reach an integration.</summary>
/// <param name="Paths">How many paths the reader gets as reasons.</param>
public sealed record AccessUserRow(string UserId, string DisplayName, AccessTies Ties, int Paths) : IPageItem
{
    string IPageItem.Id => UserId;

    int IPageItem.TextSize => TextSize.Of(DisplayName);
}

/// <summary>An integration that a user can reach.</summary>
/// <param name="CanRead">Whether the reader can read it, too.</param>
/// <param name="Paths">How many paths the reader gets as reasons.</param>
public sealed record AccessIntegrationRow(string IntegrationId, string IntegrationName, bool CanRead, AccessTies Ties, int Paths)
    : IPageItem
{
    string IPageItem.Id => IntegrationId;

    int IPageItem.TextSize => TextSize.Of(IntegrationName);
}

/// <summary>One page of the users who can reach an integration that the caller can read.</summary>
public sealed record AccessList(string IntegrationId, IntegrationAccess Access, Page<AccessUserRow> Page);

/// <summary>One page of the integrations that a user can reach; null if the caller may not know them.</summary>
public sealed record UserAccessList(string UserId, Page<AccessIntegrationRow>? Page);

/// <summary>Why a user has access to an integration, as far as the caller can see it.</summary>
/// <param name="CanRead">Whether the caller can read the integration; otherwise they manage the user.</param>
/// <param name="User">Null if the user has no access, does not exist or is hidden.</param>
public sealed record AccessExplanation(string IntegrationId, bool CanRead, ExplainedUser? User);

/// <summary>A user with access, and the reasons.</summary>
public sealed record ExplainedUser(string UserId, string DisplayName, AccessReasons Reasons);
