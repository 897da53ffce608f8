namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>The problems of requests about authorizations.</summary>
public static class TeamAuthorizationProblems
{
    public static ProblemResult UnknownTeam(string teamId) => ProblemResult.NotFound("team", teamId);

    /// <param name="page">The page where the user decides, as a browser must request it.</param>
    public static ProblemResult NotDelegated(string userId, string page) => ProblemResult.Forbidden(
        $"Users manage their authorizations in the browser; '{userId}' can do so at {page}. "
            + "This request requires a delegated token: one whose subject is managed by its authorized party.");

    public static ProblemResult NothingAuthorized(string teamId) => ProblemResult.NotFound(
        $"The user has not authorized the team '{teamId}'; there is nothing to revoke.");

    public static ProblemResult MembersOnly(string teamId) => ProblemResult.Forbidden(
        $"Only members of the team '{teamId}' can see who authorized it; ask an admin of the team to add you.");
}
