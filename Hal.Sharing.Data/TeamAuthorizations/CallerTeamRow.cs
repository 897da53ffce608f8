namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>A team that the caller is a member of, has authorized, or both.</summary>
/// <param name="CallerRole">Null if the caller is not a member.</param>
/// <param name="OwnsIntegrations">Null unless the caller is an admin of the team or a superuser.</param>
/// <param name="Granted">The scopes, separated by spaces; null if the caller has not authorized the team.</param>
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

/// <summary>One of the caller's teams and what the caller may do with it.</summary>
public sealed record CallerTeam(TeamAccess Access, CallerTeamRow Team);

/// <summary>A user who has authorized a team.</summary>
/// <param name="Granted">The scopes, separated by spaces.</param>
public sealed record AuthorizingUserRow(
    string Id, string DisplayName, string? FirstName, string? LastName, string Granted, bool IsManaged)
{
    public IReadOnlyList<string> Scopes => Granted.Split(' ');
}

/// <summary>The caller's relation to the team whose users are requested.</summary>
public sealed record AuthorizedTeamRow(string TeamId, TeamRole? CallerRole, bool IsAuthorized);

/// <summary>The users who have authorized a team; empty if the caller may not see them.</summary>
public sealed record AuthorizingUsers(TeamAccess Access, AuthorizedTeamRow Team, IReadOnlyList<AuthorizingUserRow> Rows);
