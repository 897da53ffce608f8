namespace Hal.Sharing.Data.Teams;

/// <summary>A stored team and the caller's relation to it.</summary>
/// <param name="CallerRole">Null if the caller is not a member.</param>
/// <param name="OwnsIntegrations">Null, and not looked up, unless the caller is an admin of the team or a superuser.</param>
/// <param name="IsAuthorized">Whether the caller lets the team use their data.</param>
public sealed record TeamRow(
    string Id,
    string Name,
    string Description,
    string? Url,
    string? Image,
    string? PrivacyStatement,
    long Version,
    DateTime CreatedAt,
    TeamRole? CallerRole,
    bool? OwnsIntegrations,
    bool IsAuthorized) : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    public TeamContent Content => new(Name, Description, Url, Image, PrivacyStatement);

    int IPageItem.TextSize => Statements.TextSize.Of(Name, Description, Url, Image, PrivacyStatement);
}

/// <summary>A team and what the caller may do with it.</summary>
public sealed record TeamView(TeamAccess Access, TeamRow Team);

/// <summary>One page of teams, and whether the caller may create one.</summary>
public sealed record TeamList(bool CanCreate, Page<TeamView> Page);

/// <summary>The properties of a team that a request sets.</summary>
public sealed record TeamContent(string Name, string Description, string? Url, string? Image, string? PrivacyStatement);
