namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>A team that asks to use the caller's data, and what he lets it do already.</summary>
/// <param name="Granted">The scopes, separated by spaces; null: nothing.</param>
public sealed record ConsentRow(
    string Id, string Name, string Description, string? Url, string? PrivacyStatement, string? Granted)
{
    public IReadOnlyList<string> Scopes => Granted?.Split(' ') ?? [];
}

/// <summary>Whether the caller may decide for himself, and about which team.</summary>
/// <param name="Team">Null when there is none.</param>
public sealed record ConsentView(bool IsFirstParty, ConsentRow? Team);

/// <summary>A team that uses the caller's data.</summary>
/// <param name="Granted">The scopes, separated by spaces.</param>
/// <param name="CreatedAt">Since when, in UTC.</param>
public sealed record GrantRow(string TeamId, string Name, string Description, string? Url, string Granted, DateTime CreatedAt, DateTime UpdatedAt)
{
    public IReadOnlyList<string> Scopes => Granted.Split(' ');
}

/// <summary>Whether the caller may decide as the user, and one page of what the user has granted.</summary>
/// <param name="NextAfter">Where the next page begins; null on the last one.</param>
public sealed record GrantList(bool IsFirstParty, IReadOnlyList<GrantRow> Rows, string? NextAfter);
