namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>A team that the caller is a member of, or lets use his data, or both.</summary>
/// <param name="CallerRole">Null: he is no member.</param>
/// <param name="OwnsIntegrations">Null where the caller is neither an admin of the team nor a superuser.</param>
/// <param name="Granted">The scopes, separated by spaces; null: he lets it do nothing.</param>
public sealed record CallerTeamRow(
    string Id,
    string Name,
    string Description,
    string? Url,
    string? Image,
    string? PrivacyStatement,
    TeamRole? CallerRole,
    bool? OwnsIntegrations,
    string? Granted)
{
    public bool IsAuthorized => Granted is not null;

    public IReadOnlyList<string> Scopes => Granted?.Split(' ') ?? [];
}

/// <summary>One of the caller's teams with what he may do with it.</summary>
public sealed record CallerTeam(TeamAccess Access, CallerTeamRow Team);

/// <summary>A user who lets a team use his data.</summary>
/// <param name="Granted">The scopes, separated by spaces.</param>
public sealed record AuthorizingUserRow(
    string Id, string DisplayName, string? FirstName, string? LastName, string Granted, bool IsManaged)
{
    public IReadOnlyList<string> Scopes => Granted.Split(' ');
}

/// <summary>What ties the caller to the team whose users are asked for.</summary>
public sealed record AuthorizedTeamRow(string TeamId, TeamRole? CallerRole, bool IsAuthorized);

/// <summary>The users who let a team use their data; empty for a caller whose access does not open it.</summary>
public sealed record AuthorizingUsers(TeamAccess Access, AuthorizedTeamRow Team, IReadOnlyList<AuthorizingUserRow> Rows);
