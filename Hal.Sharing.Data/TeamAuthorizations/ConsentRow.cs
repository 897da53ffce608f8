namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>A team that asks to use the caller's data, and the scopes that it has already.</summary>
/// <param name="Granted">The scopes, separated by spaces; null if there are none.</param>
public sealed record ConsentRow(
    string Id, string Name, string Description, string? Url, string? PrivacyStatement, string? Granted)
{
    public IReadOnlyList<string> Scopes => Granted?.Split(' ') ?? [];
}

/// <summary>Whether the caller may decide as the user, and about which team.</summary>
/// <param name="Team">Null if there is no such team.</param>
public sealed record ConsentView(bool IsFirstParty, ConsentRow? Team);

/// <summary>A team that uses the caller's data.</summary>
/// <param name="Granted">The scopes, separated by spaces.</param>
/// <param name="CreatedAt">In UTC.</param>
public sealed record GrantRow(
    string TeamId, string Name, string Description, string? Url, string Granted, DateTime CreatedAt, DateTime UpdatedAt)
{
    public IReadOnlyList<string> Scopes => Granted.Split(' ');
}

/// <summary>Whether the caller may decide as the user, and one page of what the user has granted.</summary>
/// <param name="NextAfter">The cursor of the next page; null on the last page.</param>
public sealed record GrantList(bool IsFirstParty, IReadOnlyList<GrantRow> Rows, string? NextAfter);
