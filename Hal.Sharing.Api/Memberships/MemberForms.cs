using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.Memberships;

/// <summary>The forms that add, change and remove members.</summary>
internal static class MemberForms
{
    private static readonly TemplateOption[] Roles = [.. RoleNames.All.Select(name => new TemplateOption(name, name))];

    public static Template Add(string teamId) => new(
        "Add a member", HttpMethods.Post, Hrefs.Members(teamId), PrincipalForms.User("User"), Role(TeamRole.Member, Roles));

    public static Template Of(MembershipRow member, string rel)
    {
        var self = Hrefs.Member(member.TeamId, member.UserId);
        return rel switch
        {
            Relations.Edit => new("Change the role", HttpMethods.Put, self,
                // A team always has an admin: the last one can have no other role.
                Role(member.Role, member.IsLastAdmin ? [.. Roles.Where(role => role.Value == RoleNames.Of(TeamRole.Admin))] : Roles)),
            Relations.Remove => Template.Delete("Remove the member from the team", self),
            _ => throw Template.Missing(rel),
        };
    }

    private static TemplateProperty Role(TeamRole present, IReadOnlyList<TemplateOption> roles) => new("role", "Role")
    {
        Required = true,
        Value = RoleNames.Of(present),
        Options = new() { Inline = roles, SelectedValues = [RoleNames.Of(present)], MinItems = 1, MaxItems = 1 },
    };
}
