using Hal.Sharing.Api.Previews;
using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.Memberships;

/// <summary>The forms that add, change and remove members.</summary>
internal static class MemberForms
{
    private static readonly TemplateOption[] Roles = [.. RoleNames.All.Select(name => new TemplateOption(name, name))];

    public static Template Of(string teamId, string rel) => rel switch
    {
        Relations.AddMember => Add(teamId, null, TeamRole.Member),
        Relations.Preview => new("Preview a new member", HttpMethods.Post, Hrefs.Preview(Hrefs.Members(teamId)),
            PrincipalForms.User("User"), Role(TeamRole.Member, Roles)),
        _ => throw Template.Missing(rel),
    };

    public static Template Of((MembershipRow Member, TeamAccess Access) shown, string rel)
    {
        var (member, access) = shown;
        var self = Hrefs.Member(member.TeamId, member.UserId);
        return rel switch
        {
            Relations.Edit => Edit(member, member.Role),
            Relations.Remove => Remove(self),
            Relations.Preview => new("Preview another role or the removal", HttpMethods.Post, Hrefs.Preview(self),
                RoleOrNone(member, access)),
            _ => throw Template.Missing(rel),
        };
    }

    /// <summary>Returns the form that makes a previewed change, filled in.</summary>
    public static PreviewAssembler.Confirmation Confirm(MembershipPreview preview)
    {
        var (teamId, userId, role, member, _, _) = preview;
        if (member is null)
            return new(Relations.AddMember, Hrefs.Members(teamId), Add(teamId, userId, role!.Value));
        var form = role is null ? Remove(Hrefs.Member(teamId, userId)) : Edit(member, role.Value);
        return new(role is null ? Relations.Remove : Relations.Edit, form.Target, form with
        {
            Properties = [.. form.Properties, TemplateProperty.OfRevision(member.Revision)],
        });
    }

    private static Template Add(string teamId, string? userId, TeamRole role) => new(
        "Add a member", HttpMethods.Post, Hrefs.Members(teamId),
        PrincipalForms.User("User") with { Value = userId is null ? null : PrincipalId.User(userId).ToString() }, Role(role, Roles));

    private static Template Edit(MembershipRow member, TeamRole role) => new(
        "Change the role", HttpMethods.Put, Hrefs.Member(member.TeamId, member.UserId), Role(role, RolesOf(member)));

    private static Template Remove(string self) => Template.Delete("Remove the member from the team", self);

    /// <summary>A team always has an admin: the last one can have no other role.</summary>
    private static TemplateOption[] RolesOf(MembershipRow member) =>
        member.IsLastAdmin ? [.. Roles.Where(role => role.Value == RoleNames.Of(TeamRole.Admin))] : Roles;

    /// <summary>The roles that the caller can give, and the removal if it is possible.</summary>
    private static TemplateProperty RoleOrNone(MembershipRow member, TeamAccess access)
    {
        TemplateOption[] options =
        [
            .. access.CanManage ? RolesOf(member) : [],
            .. member.IsSoleAdmin ? Array.Empty<TemplateOption>() : [new("Remove the member", "")],
        ];
        var role = access.CanManage
            ? Role(member.Role, options)
            : new("role", "Role") { Value = "", Options = new() { Inline = options, SelectedValues = [""], MaxItems = 1 } };
        return role with { Required = false, Options = role.Options! with { MinItems = member.IsSoleAdmin ? 1 : 0 } };
    }

    private static TemplateProperty Role(TeamRole present, IReadOnlyList<TemplateOption> roles) => new("role", "Role")
    {
        Required = true,
        Value = RoleNames.Of(present),
        Options = new() { Inline = roles, SelectedValues = [RoleNames.Of(present)], MinItems = 1, MaxItems = 1 },
    };
}
