namespace Hal.Sharing.Data.Clients;

/// <summary>A stored OAuth client, without the hash of its secret.</summary>
/// <param name="ManagedCount">The number of users that the client manages.</param>
/// <param name="FormerUntil">The time until which the secret before the last rotation is valid; null if there is none.</param>
public sealed record ClientRow(
    string Id, string Name, DateTime CreatedAt, DateTime UpdatedAt, long Version, long ManagedCount, DateTime? FormerUntil)
    : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    int IPageItem.TextSize => TextSize.Of(Name);
}

/// <summary>The changes of an update to a client.</summary>
/// <param name="Name">Null: the name stays.</param>
/// <param name="NewSecretHash">Null: the secret stays.</param>
/// <param name="RevokeFormer">Whether the former secret is invalid at once, not only after the grace period.</param>
public sealed record ClientContent(string? Name, byte[]? NewSecretHash, bool RevokeFormer);

/// <summary>An OAuth client and what the caller may do with it.</summary>
public sealed record ClientView(ClientAccess Access, ClientRow Client);

/// <summary>One page of clients; null if the caller is not a superuser.</summary>
public sealed record ClientList(ClientAccess Access, Page<ClientRow>? Page);
