namespace Hal.Sharing.Data.Memberships;

/// <summary>One member of a team.</summary>
/// <param name="IsSoleAdmin">Whether the member cannot leave: the last admin of a team that has other members or owns integrations.</param>
/// <param name="IsLastAdmin">Whether no one else is an admin: the role of this member cannot change.</param>
public sealed record MembershipRow(
    string UserId, string TeamId, TeamRole Role, long Version, DateTime CreatedAt, string UserName, bool IsSoleAdmin, bool IsLastAdmin)
    : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    string IPageItem.Id => UserId;

    int IPageItem.TextSize => TextSize.Of(UserName);
}

/// <summary>The team's columns in statements about its members.</summary>
internal sealed record MemberTeamRow(string Id, TeamRole? CallerRole);

/// <summary>The members of a team as a whole, and the team's columns; null if there is no such team.</summary>
internal sealed record MemberPageSummary(long Total, string? PreviousAfter, string? Id, TeamRole? CallerRole)
    : IPageSummary;

/// <summary>One page of a team's members; null if the caller cannot see them.</summary>
public sealed record MemberList(string TeamId, TeamAccess Access, Page<MembershipRow>? Page);

/// <summary>One member; null if there is none, or if the caller cannot see the members.</summary>
public sealed record MemberView(TeamAccess Access, MembershipRow? Member);
