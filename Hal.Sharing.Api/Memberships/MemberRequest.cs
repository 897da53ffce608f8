using Hal.Sharing.Api.Principals;

namespace Hal.Sharing.Api.Memberships;

/// <summary>What PUT says of a member: his role.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise.</param>
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

/// <summary>What POST says of a new member: who, and as what; a plain member where no role is said.</summary>
public sealed record NewMemberRequest(string UserId, TeamRole Role) : IRequestDocument<NewMemberRequest>
{
    public static NewMemberRequest Read(DocumentReader document)
    {
        document.ReadOnly("teamId", "user");
        return new(ReadUserId(document), MemberRequest.ReadRole(document, required: false));
    }

    /// <summary>Forms name him as the principal that they have searched for.</summary>
    private static string ReadUserId(DocumentReader document)
    {
        var byForm = document.Text(PrincipalForms.Name, IdFormat.MaxPrincipalLength, minLength: 1);
        var userId = document.Text("userId", IdFormat.MaxLength, required: byForm is null);
        if (byForm is null)
            return userId ?? "";
        if (userId is not null)
            document.Fault(PrincipalForms.Name, "principalId stands beside userId; send exactly one of them.");
        if (PrincipalId.TryParse(byForm, out var principal) && principal is { Kind: PrincipalKind.User } user)
            return user.Id;
        document.Fault(PrincipalForms.Name, $"principalId is '{Truncate.Text(byForm)}'; send user:<userId>.");
        return "";
    }
}
