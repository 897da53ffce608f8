namespace Hal.Sharing.Api.Users;

/// <summary>The problems of requests about users.</summary>
internal static class UserProblems
{
    public static ProblemResult CreationForbidden { get; } =
        ProblemResult.Forbidden("A managed user cannot create users; ask the managing party or a superuser.");

    public static ProblemResult SuperuserForbidden { get; } =
        ProblemResult.Forbidden("Only a superuser can make a superuser; send isSuperuser false or omit it.");

    public static ProblemResult Forbidden(string id) => ProblemResult.Forbidden(
        $"Only superusers and the managing party of '{id}' can do this; users can change only their own names.");

    public static ProblemResult IdForbidden(string id) => ProblemResult.Forbidden(
        $"Only a superuser can choose an ID; omit the ID '{id}' to get a generated one.");

    public static ProblemResult PartyForbidden(string managedBy) => ProblemResult.Forbidden(
        $"managedBy is '{managedBy}', but only a superuser can set the managing party; send the present value. "
            + "The managing party can omit it to release the user.");

    public static ProblemResult IdTaken(string id) => ProblemResult.Conflict(
        ProblemType.IdTaken,
        $"A user or client has or had the ID '{id}', or one that differs only in case; "
            + "send another ID, or omit it to get a generated one.");

    public static ProblemResult InvalidParty(string managedBy) => Unprocessable(
        $"managedBy is '{managedBy}', which is neither an OAuth client nor another unmanaged user; send one of these or omit it.");

    public static ProblemResult CannotBeManaged(string managedBy) => Unprocessable(
        $"managedBy is '{managedBy}', but superusers and users who manage others cannot be managed; omit it.");

    public static ProblemResult LastSuperuser(string id) => ProblemResult.Conflict(
        ProblemType.LastSuperuser, $"'{id}' is the last superuser; make another user a superuser first.");

    public static ProblemResult StillOwns(string id, long count) => ProblemResult.Conflict(
        ProblemType.StillOwns,
        $"'{id}' owns {count} integration{(count == 1 ? "" : "s")}; transfer or delete {(count == 1 ? "it" : "them")} first.",
        (Relations.Integrations, Hrefs.Integrations)).With("count", count);

    public static ProblemResult StillManages(string id, long count) => ProblemResult.Conflict(
        ProblemType.StillManages,
        $"'{id}' manages {count} user{(count == 1 ? "" : "s")}; release or delete {(count == 1 ? "the user" : "them")} first.",
        (Relations.Users, Hrefs.Users)).With("count", count);

    public static ProblemResult LastAdmin(string id, IReadOnlyList<string> teams) => ProblemResult.Conflict(
        ProblemType.LastAdmin,
        $"'{id}' is the last admin of {string.Join(", ", teams)}; make another member an admin first.",
        (Relations.Team, Hrefs.Team(teams[0]))).With("teams", teams);

    private static ProblemResult Unprocessable(string detail) =>
        ProblemResult.Unprocessable(ProblemType.Unprocessable, detail, Fault.InBody("managedBy", detail));
}
