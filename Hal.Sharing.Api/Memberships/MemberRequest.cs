using Hal.Sharing.Api.Principals;

namespace Hal.Sharing.Api.Memberships;

/// <summary>The body of PUT for a member: the role.</summary>
/// <param name="Version">The revision on which a form is based; null if there is no form.</param>
public sealed record MemberRequest(TeamRole Role, string? Version) : IRequestDocument<MemberRequest>, IVersioned
{
    private const int MaxRole = 20;

    public static MemberRequest Read(DocumentReader document)
    {
        document.ReadOnly("userId", "teamId", "user");
        return new(ReadRole(document, required: true), document.Version());
    }

    internal static TeamRole ReadRole(DocumentReader document, bool required)
    {
        var sent = document.Text("role", MaxRole, minLength: 1, required: required);
        var role = sent is null ? TeamRole.Member : RoleNames.Find(sent);
        if (role is null)
            document.Fault("role", $"role is '{sent}'; send one of {string.Join(", ", RoleNames.All)}.");
        return role ?? TeamRole.Member;
    }
}

/// <summary>The body of POST for a member: the user and the role; the default role is member.</summary>
public sealed record NewMemberRequest(string UserId, TeamRole Role) : IRequestDocument<NewMemberRequest>
{
    public static NewMemberRequest Read(DocumentReader document)
    {
        document.ReadOnly("teamId", "user");
        return new(ReadUserId(document), MemberRequest.ReadRole(document, required: false));
    }

    /// <summary>Reads the user from userId or, as forms send it, from principalId.</summary>
    private static string ReadUserId(DocumentReader document)
    {
        var byForm = document.Text(PrincipalForms.Name, IdFormat.MaxPrincipalLength, minLength: 1);
        var userId = document.Text("userId", IdFormat.MaxLength, required: byForm is null);
        if (byForm is null)
            return userId ?? "";
        if (userId is not null)
            document.Fault(PrincipalForms.Name, "principalId and userId are both present; send exactly one of them.");
        if (PrincipalId.TryParse(byForm, out var principal) && principal is { Kind: PrincipalKind.User } user)
            return user.Id;
        document.Fault(PrincipalForms.Name, $"principalId is '{Truncate.Text(byForm)}'; send user:<userId>.");
        return "";
    }
}

/// <summary>The body of a preview of a member: the role afterwards.</summary>
/// <param name="Role">Null, omitted or empty, as forms send it, to preview the removal.</param>
/// <param name="Version">The revision on which a form is based; null if there is no form.</param>
public sealed record MemberPreviewRequest(TeamRole? Role, string? Version) : IRequestDocument<MemberPreviewRequest>, IVersioned
{
    public static MemberPreviewRequest Read(DocumentReader document)
    {
        document.ReadOnly("userId", "teamId", "user");
        var isRemoval = document.IsEmpty("role");
        return new(isRemoval ? null : MemberRequest.ReadRole(document, required: true), document.Version());
    }
}
