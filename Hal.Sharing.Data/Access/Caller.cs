namespace Hal.Sharing.Data.Access;

/// <summary>
/// The one who asks, as his token or his credentials name him. What he may do is looked up with every statement, never taken from
/// here; this only narrows it.
/// </summary>
/// <param name="Id">The user that the token is issued for, or the OAuth client that authenticated with its ID and secret.</param>
public sealed record Caller(string Id)
{
    /// <summary>The party that obtained the token (<c>azp</c>), where that is not the user himself; null otherwise.</summary>
    public string? AuthorizedParty { get; init; }

    /// <summary>
    /// Whether the token is good only while the party manages the user. The built-in issuer makes no other tokens for a party; a
    /// provider names as party whatever application somebody signed in with.
    /// </summary>
    public bool MustBeManaged { get; init; }

    /// <summary>The scopes of a token by which somebody acts for the user (<c>act</c>); null when nobody does.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>The team in whose name the party acts for the user; null when there is none.</summary>
    public string? TeamId { get; init; }

    /// <summary>Whether this is an OAuth client itself, by its id and secret.</summary>
    public bool IsClient { get; init; }

    /// <summary>Whether a statement of this request has found that the token still holds; see <see cref="CallerFacts.Of"/>.</summary>
    public bool IsConfirmed { get; private set; }

    public bool IsActedFor => Scopes is not null;

    /// <summary>Whether safe methods are open to the token.</summary>
    public bool MayRead => Scopes is null || Scopes.Contains(Scope.DataRead);

    /// <summary>Whether all other methods are open to the token; reading is not implied, nor does it imply this.</summary>
    public bool MayWrite => Scopes is null || Scopes.Contains(Scope.DataWrite);

    internal void Confirm() => IsConfirmed = true;
}
