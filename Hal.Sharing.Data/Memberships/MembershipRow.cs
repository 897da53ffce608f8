namespace Hal.Sharing.Data.Memberships;

/// <summary>One member of a team.</summary>
/// <param name="IsSoleAdmin">Whether the team cannot be without him: its last admin, unless he is alone and it owns nothing.</param>
/// <param name="IsLastAdmin">Whether nobody else is an admin: he can be given no other role.</param>
public sealed record MembershipRow(
    string UserId, string TeamId, TeamRole Role, long Version, DateTime CreatedAt, string UserName, bool IsSoleAdmin, bool IsLastAdmin)
    : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    string IPageItem.Id => UserId;

    int IPageItem.TextSize => TextSize.Of(UserName);
}

/// <summary>A team's own columns in the statements about its members.</summary>
internal sealed record MemberTeamRow(string Id, TeamRole? CallerRole);

/// <summary>The members of a team as a whole, and the team's own columns; null where there is no such team.</summary>
internal sealed record MemberPageSummary(long Total, string? PreviousAfter, string? Id, TeamRole? CallerRole)
    : PageSummary(Total, PreviousAfter);

/// <summary>One page of a team's members; null when the caller may not see them.</summary>
public sealed record MemberList(string TeamId, TeamAccess Access, Page<MembershipRow>? Page);

/// <summary>One member; null where there is none, or the caller may not see him.</summary>
public sealed record MemberView(TeamAccess Access, MembershipRow? Member);
