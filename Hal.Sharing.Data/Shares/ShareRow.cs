namespace Hal.Sharing.Data.Shares;

/// <summary>One share as a caller sees it.</summary>
/// <param name="AccessLevel">As it was sent; see <see cref="Access.AccessLevel"/> for what it counts as.</param>
/// <param name="GrantedBy">The principal ID of the grantor; null if that user was deleted or is hidden from the caller.</param>
public sealed record ShareRow(
    string IntegrationId,
    string PrincipalId,
    int AccessLevel,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version,
    string PrincipalName,
    string? GrantedBy) : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    string IPageItem.Id => PrincipalId;

    int IPageItem.TextSize => TextSize.Of(PrincipalName);
}

/// <summary>Versions that change whenever a share of a list or a name that it shows changes.</summary>
public sealed record ShareListVersion(long List, long Directory);

/// <summary>One page of the shares of an integration that the caller can read.</summary>
/// <param name="VisibleGrantors">The principal IDs of all grantors on the list that the caller can see, separated by spaces.</param>
/// <param name="Page">Null if the client's copy has this version: no share was read.</param>
public sealed record ShareList(
    string IntegrationId, IntegrationAccess Access, ShareListVersion Version, string VisibleGrantors, Page<ShareRow>? Page);

/// <summary>One share of an integration that the caller can read; <paramref name="Share"/> is null if there is none.</summary>
public sealed record ShareView(IntegrationAccess Access, ShareRow? Share);
