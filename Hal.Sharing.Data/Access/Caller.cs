namespace Hal.Sharing.Data.Access;

/// <summary>
/// The caller that the token or the credentials name. Every statement looks up what the caller may do; this only narrows it.
/// </summary>
/// <param name="Id">The user that the token is issued for, or the OAuth client that authenticated with its ID and secret.</param>
public sealed record Caller(string Id)
{
    /// <summary>The party that obtained the token (<c>azp</c>), if it is not the user; null otherwise.</summary>
    public string? AuthorizedParty { get; init; }

    /// <summary>
    /// Whether the token is valid only while the party manages the user. The built-in issuer makes no other tokens for a party; a
    /// provider names the application that the user signed in with as party.
    /// </summary>
    public bool MustBeManaged { get; init; }

    /// <summary>The scopes of a token with which an actor acts for the user (<c>act</c>); null without an actor.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>The team on whose behalf the party acts for the user; null if there is none.</summary>
    public string? TeamId { get; init; }

    /// <summary>Whether the caller is an OAuth client, authenticated with its ID and secret.</summary>
    public bool IsClient { get; init; }

    /// <summary>When the token ends, in seconds since 1970; null for credentials that do not. It does not tell callers apart.</summary>
    public long? ValidUntil { get; init; }

    /// <summary>Whether a statement of this request has found that the token is still valid; see <see cref="CallerFacts.Of"/>.</summary>
    public bool IsConfirmed { get; private set; }

    public bool IsActedFor => Scopes is not null;

    /// <summary>Whether safe methods are open to the token.</summary>
    public bool MayRead => Scopes is null || Scopes.Contains(Scope.DataRead);

    /// <summary>Whether all other methods are open to the token; reading is not implied, nor does it imply this.</summary>
    public bool MayWrite => Scopes is null || Scopes.Contains(Scope.DataWrite);

    internal void Confirm() => IsConfirmed = true;

    /// <summary>Whether both are the same caller with the same limits, confirmed or not.</summary>
    public bool Equals(Caller? other) => other is not null
        && Id == other.Id && AuthorizedParty == other.AuthorizedParty && TeamId == other.TeamId
        && MustBeManaged == other.MustBeManaged && IsClient == other.IsClient
        && (Scopes is null ? other.Scopes is null : other.Scopes is not null && Scopes.SetEquals(other.Scopes));

    public override int GetHashCode() => HashCode.Combine(Id, AuthorizedParty, TeamId, IsClient);
}
