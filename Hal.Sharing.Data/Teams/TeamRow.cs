namespace Hal.Sharing.Data.Teams;

/// <summary>One team as it is stored, and what ties the caller to it.</summary>
/// <param name="CallerRole">Null: he is no member.</param>
/// <param name="OwnsIntegrations">Null, and not looked up, where the caller is neither an admin of the team nor a superuser.</param>
/// <param name="IsAuthorized">Whether the caller lets it use his data.</param>
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

    int IPageItem.TextSize => Statements.TextSize.Of(Name, Description, Url, Image, PrivacyStatement);
}

/// <summary>A team with what the caller may do with it.</summary>
public sealed record TeamView(TeamAccess Access, TeamRow Team);

/// <summary>One page of teams, and whether the caller may create one.</summary>
public sealed record TeamList(bool CanCreate, Page<TeamView> Page);

/// <summary>What may be said of a team.</summary>
public sealed record TeamContent(string Name, string Description, string? Url, string? Image, string? PrivacyStatement);
