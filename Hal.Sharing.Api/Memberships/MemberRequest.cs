using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Api.Memberships;

/// <summary>What PUT says of a member: his role.</summary>
public sealed record MemberRequest(TeamRole Role) : IRequestDocument<MemberRequest>
{
    private const int MaxRole = 20;

    public static MemberRequest Read(DocumentReader document)
    {
        document.ReadOnly("userId", "teamId", "user");
        return new(ReadRole(document, required: true));
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
    private const int MaxId = 128;

    public static NewMemberRequest Read(DocumentReader document)
    {
        document.ReadOnly("teamId", "user");
        return new(document.Text("userId", MaxId, required: true) ?? "", MemberRequest.ReadRole(document, required: false));
    }
}
