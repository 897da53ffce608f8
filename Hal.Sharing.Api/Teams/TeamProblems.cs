namespace Hal.Sharing.Api.Teams;

/// <summary>The problems of requests about teams.</summary>
internal static class TeamProblems
{
    public static ProblemResult CreationForbidden { get; } =
        ProblemResult.Forbidden("Only users can create teams, because the creator becomes the team's admin; an OAuth client cannot.");

    public static ProblemResult Forbidden(string id) =>
        ProblemResult.Forbidden($"Only an admin of the team '{id}' or a superuser can do this.");

    public static ProblemResult IdTaken(string id) => ProblemResult.Conflict(
        ProblemType.IdTaken,
        $"A team has or had the ID '{id}', or one that differs only in case; send another ID, or omit it to get a generated one.");

    public static ProblemResult LimitReached(int limit) => ProblemResult.Conflict(
        ProblemType.TeamLimit,
        $"You have created {limit} team{(limit == 1 ? "" : "s")}, which is the limit; "
            + "delete a team that is no longer needed, or ask a superuser to create the team.",
        (Relations.MyTeams, Hrefs.MyTeams)).With("limit", limit);

    public static ProblemResult StillOwns(string id, long count) => ProblemResult.Conflict(
        ProblemType.StillOwns,
        $"The team '{id}' owns {count} integration{(count == 1 ? "" : "s")}; transfer or delete {(count == 1 ? "it" : "them")} first.",
        (Relations.Integrations, Hrefs.OwnedIntegrations)).With("count", count);

    public static ProblemResult TooLargeToPreview(string id) => ProblemResult.Unprocessable(
        ProblemType.Unprocessable,
        $"The team '{id}' has too many members and shares to preview its deletion; nothing else prevents the deletion.");
}
