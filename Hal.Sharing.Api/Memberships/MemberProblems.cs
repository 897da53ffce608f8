using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.Memberships;

/// <summary>The problems of requests about a team's members.</summary>
internal static class MemberProblems
{
    /// <summary>Returns the problem of a refusal; the response to a success is another kind of document.</summary>
    public static ProblemResult Of(MembershipResult refusal, string teamId, string userId, Precondition condition) =>
        refusal.Match(
            teamNotFound: _ => ProblemResult.NotFound("team", teamId),
            memberNotFound: _ => ProblemResult.NotFound("member", userId),
            forbidden: forbidden => Forbidden(teamId, forbidden.CanLeave),
            stale: stale => PreconditionProblems.Stale(
                condition, stale.Member.Revision, Relations.TeamMember, Hrefs.Member(teamId, userId)),
            unchanged: NotRefused,
            created: NotRefused,
            updated: NotRefused,
            deleted: NotRefused,
            alreadyMember: already => AlreadyMember(already.Member),
            unknownUser: _ => UnknownUser(userId),
            lastAdmin: _ => LastAdmin(teamId, userId));

    public static ProblemResult MembersOnly(string teamId) => ProblemResult.Forbidden(
        $"Only members of the team '{teamId}' and superusers can see its members; ask an admin of the team to add you.");

    public static ProblemResult Forbidden(string teamId, bool canLeave) => ProblemResult.Forbidden(
        $"Only an admin of the team '{teamId}' or a superuser can do this{(canLeave ? "; you can remove yourself" : "")}.");

    public static ProblemResult AlreadyMember(MembershipRow member) => ProblemResult.Conflict(
        ProblemType.AlreadyExists,
        $"'{member.UserId}' is already a member, with the role {RoleNames.Of(member.Role)}; use PUT to change the role.",
        (Relations.TeamMember, Hrefs.Member(member.TeamId, member.UserId)));

    public static ProblemResult UnknownUser(string userId)
    {
        var detail = $"userId is '{userId}', but there is no such user; choose one of {Hrefs.Users}. {ProblemResult.CaseHint}";
        return ProblemResult.Unprocessable(ProblemType.UnknownPrincipal, detail, Fault.InBody("userId", detail));
    }

    public static ProblemResult LastAdmin(string teamId, string userId) => ProblemResult.Conflict(
        ProblemType.LastAdmin,
        $"'{userId}' is the last admin of {teamId}; make another member an admin first.",
        (Relations.TeamMembers, Hrefs.Members(teamId))).With("teams", new[] { teamId });

    private static ProblemResult NotRefused(MembershipResult result) => throw new InvalidOperationException($"{result} is no refusal.");
}
