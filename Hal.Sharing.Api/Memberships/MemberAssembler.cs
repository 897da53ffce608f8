using System.Text.Json;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.Memberships;

/// <summary>Turns the members of a team into resources, with links for what the caller may do.</summary>
public static class MemberAssembler
{
    public static Resource ToResource(MembershipRow member, TeamAccess access)
    {
        var self = Hrefs.Member(member.TeamId, member.UserId);
        var mayRemove = access.CanRemove(member.UserId) && !member.IsSoleAdmin;
        return Resource.Create(self, (member, access), static (json, shown) => WriteState(json, shown.member), MemberForms.Of)
            .Profile(Hrefs.Schema("member")).Revision(member.Revision)
            .Link(Relations.Team, Hrefs.Team(member.TeamId))
            .Link(Relations.User, Hrefs.User(member.UserId))
            .Action(access.CanManage, Relations.Edit, self)
            .Action(mayRemove, Relations.Remove, self)
            .Action(access.CanManage || mayRemove, Relations.Preview, Hrefs.Preview(self));
    }

    public static Resource ToCollection(MemberList list, Page<MembershipRow> page, PageQuery query) =>
        query.LinkPages(
                Resource.Create(
                        query.Self, (page, list.TeamId), static (json, shown) => json.WriteCounts(shown.page.Rows.Count, shown.page.Total),
                        static (shown, rel) => MemberForms.Of(shown.TeamId, rel))
                    .Profile(Hrefs.Schema("members"))
                    .Link(Relations.Team, Hrefs.Team(list.TeamId)),
                page)
            .Action(list.Access.CanManage, Relations.AddMember, Hrefs.Members(list.TeamId))
            .Action(list.Access.CanManage, Relations.Preview, Hrefs.Preview(Hrefs.Members(list.TeamId)))
            .Embed(Relations.TeamMember, page.Rows, member => ToResource(member, list.Access));

    /// <summary>Returns the name of a role, as documents of members have it.</summary>
    public static string NameOf(TeamRole role) => RoleNames.Of(role);

    private static void WriteState(Utf8JsonWriter json, MembershipRow member)
    {
        json.WriteString("userId"u8, member.UserId);
        json.WriteString("teamId"u8, member.TeamId);
        json.WriteString("role"u8, RoleNames.Of(member.Role));
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, member.UserId);
        json.WriteString("username"u8, member.UserId);
        json.WriteString("displayName"u8, member.UserName);
        json.WriteEndObject();
    }
}
