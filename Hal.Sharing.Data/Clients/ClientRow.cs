namespace Hal.Sharing.Data.Clients;

/// <summary>One OAuth client as it is stored; its secret never leaves the database, nor does what it is compared with.</summary>
/// <param name="ManagedCount">How many users it manages.</param>
/// <param name="FormerUntil">How long the secret before the last rotation is valid; null if there is none.</param>
public sealed record ClientRow(
    string Id, string Name, DateTime CreatedAt, DateTime UpdatedAt, long Version, long ManagedCount, DateTime? FormerUntil)
    : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    int IPageItem.TextSize => TextSize.Of(Name);
}

/// <summary>The changes that an update makes to a client.</summary>
/// <param name="Name">Null: the name stays.</param>
/// <param name="NewSecretHash">Null: the secret stays.</param>
/// <param name="RevokeFormer">Whether the former secret is invalid at once, not only after the grace period.</param>
public sealed record ClientContent(string? Name, byte[]? NewSecretHash, bool RevokeFormer);

/// <summary>How a request about clients ended.</summary>
public enum ClientOutcome
{
    Done,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,

    /// <summary>The caller is no superuser: clients are theirs alone.</summary>
    MayNot,
    Unknown,

    /// <summary>The thing is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>The id is, or was, a user's or client's; or differs from one by letter case only.</summary>
    IdTaken,
    StillManages,
}

/// <summary>What became of a request about a client.</summary>
/// <param name="MayChange">Whether the caller's token is open to changes.</param>
public sealed record ClientChange(ClientOutcome Outcome, bool MayChange = false, ClientRow? Client = null);

/// <summary>One page of clients; null in place of it when the caller is no superuser.</summary>
public sealed record ClientList(bool MayChange, Page<ClientRow>? Page);
