namespace Hal.Sharing.Data.Shares;

/// <summary>One share, with the name of whom it is for.</summary>
/// <param name="AccessLevel">As it was sent; see <see cref="Access.AccessLevel"/> for what counts.</param>
public sealed record ShareRow(
    string IntegrationId, string PrincipalId, int AccessLevel, DateTime CreatedAt, DateTime UpdatedAt, long Version, string PrincipalName)
    : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    string IPageItem.Id => PrincipalId;

    int IPageItem.TextSize => TextSize.Of(PrincipalName);
}

/// <summary>A share list's own columns.</summary>
public sealed record ShareListRow(string Id, int ShareCount, string? PreviousAfter, long ShareListVersion, long DirectoryVersion);

/// <summary>Which shares a list shows, and which names: whatever changes one of them moves one of these.</summary>
public sealed record ShareListVersion(long List, long Directory);

/// <summary>One page of the shares of an integration that the caller can read.</summary>
/// <param name="Page">Null where the reader has this version already: no share was read then.</param>
public sealed record ShareList(string IntegrationId, IntegrationAccess Access, ShareListVersion Version, Page<ShareRow>? Page);

/// <summary>One share of an integration that the caller can read; <paramref name="Share"/> is null where there is none.</summary>
public sealed record ShareView(IntegrationAccess Access, ShareRow? Share);
