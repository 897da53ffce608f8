using Hal.Sharing.Data.Freshness;

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

/// <summary>The versions of a share list, and of the names that it shows.</summary>
public sealed record ShareListVersion(long List, DirectoryVersion Directory);

/// <summary>What decides a share list, without the shares.</summary>
public sealed record ShareListState(string IntegrationId, IntegrationAccess Access, ShareListVersion Version);

/// <summary>What a read of a share list found.</summary>
/// <param name="IsStoredCurrent">Whether the stored document is current: no share was read.</param>
/// <param name="List">Otherwise the list; null if the caller cannot read it.</param>
public sealed record ShareListRead(bool IsStoredCurrent, ShareList? List);

/// <summary>One page of the shares of an integration that the caller can read.</summary>
/// <param name="Shown">
/// The principals that the page shows; null if some grantors are managed users: who sees them does not follow from versions.
/// </param>
public sealed record ShareList(ShareListState State, Page<ShareRow> Page, ShownPrincipals? Shown)
{
    /// <summary>Covers the list and the names that the page shows.</summary>
    public string Revision => Statements.Revision.Of(
        State.Version.List, string.Join('\n', Page.Rows.Select(share => $"{share.PrincipalName}\t{share.GrantedBy}")));

    public string IntegrationId => State.IntegrationId;

    public IntegrationAccess Access => State.Access;
}

/// <summary>One share of an integration that the caller can read; <paramref name="Share"/> is null if there is none.</summary>
public sealed record ShareView(IntegrationAccess Access, ShareRow? Share);
