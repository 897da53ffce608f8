using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>What a refused change of a user is answered with.</summary>
public static class UserProblems
{
    public static ProblemResult Explain(string? id, UserRequest? body, UserChange change) => change.Outcome switch
    {
        UserOutcome.MayNot => ProblemResult.Forbidden($"Only a superuser, the party that manages '{id}' or, for names, the user himself may do this."),
        UserOutcome.MayNotCreate => ProblemResult.Forbidden("A managed user creates no users; its party or a superuser can."),
        UserOutcome.MayNotChooseId => ProblemResult.Forbidden($"Only a superuser chooses ids; leave out the id '{body!.Id}' to get a generated one."),
        UserOutcome.MayNotMakeSuperuser => ProblemResult.Forbidden("Only a superuser makes superusers; send isSuperuser false or leave it out."),
        UserOutcome.MayNotSetParty => ProblemResult.Forbidden(
            $"Only a superuser says who manages a user; leave out managedBy '{body!.Content.ManagedBy}'. The managing party may release the user by leaving it out."),
        UserOutcome.IdTaken => ProblemResult.Conflict(
            ProblemType.IdTaken, $"The id '{body!.Id}' is, or was, a user's or client's, or differs from one by letter case only; send another one, or none to get a generated one."),
        UserOutcome.InvalidParty => Unprocessable(
            $"managedBy is '{body!.Content.ManagedBy}', which is no OAuth client and no other user with an account of his own; send one of these or leave it out."),
        UserOutcome.CannotBeManaged => Unprocessable(
            $"managedBy is '{body!.Content.ManagedBy}', but superusers and users who manage others are managed by nobody; leave it out."),
        UserOutcome.LastSuperuser => ProblemResult.Conflict(ProblemType.LastSuperuser, $"'{id}' is the last superuser; make another one first."),
        UserOutcome.StillOwns => StillOwns(id!, change.Ties!.OwnedCount),
        UserOutcome.StillManages => ProblemResult.Conflict(
            ProblemType.StillManages, $"'{id}' manages {change.Ties!.ManagedCount} user(s); release or delete them first.", (Relations.Users, Hrefs.Users))
            .With("count", change.Ties.ManagedCount),
        UserOutcome.TooManyRenames => ProblemResult.TooManyRenames(change.RetryAfter!.Value),
        UserOutcome.LastAdmin => LastAdmin(id!, change.Ties!.SoleAdminTeams.Split(',')),
        UserOutcome.Hidden or UserOutcome.Stale or UserOutcome.Done or UserOutcome.Unchanged => ProblemResult.NotFound("user", id!),
    };

    public static ProblemResult Stale(Precondition condition, UserRow present) =>
        PreconditionProblems.Stale(condition, present.Revision, Relations.User, Hrefs.User(present.Id));

    private static ProblemResult Unprocessable(string detail) =>
        ProblemResult.Unprocessable(ProblemType.Unprocessable, detail, Fault.InBody("managedBy", detail));

    private static ProblemResult StillOwns(string id, long count) => ProblemResult.Conflict(
        ProblemType.StillOwns,
        $"'{id}' owns {count} integration{(count == 1 ? "" : "s")}; transfer or delete {(count == 1 ? "it" : "them")} first.",
        (Relations.Integrations, Hrefs.Integrations)).With("count", count);

    private static ProblemResult LastAdmin(string id, string[] teams) => ProblemResult.Conflict(
        ProblemType.LastAdmin,
        $"'{id}' is the last admin of {string.Join(", ", teams)}; make another member an admin first.",
        (Relations.Team, Hrefs.Team(teams[0]))).With("teams", teams);
}
