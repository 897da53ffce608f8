namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>What a refused request about authorizations is answered with.</summary>
public static class TeamAuthorizationProblems
{
    public static ProblemResult UnknownTeam(string teamId) => ProblemResult.NotFound("team", teamId);

    /// <param name="page">Where the user decides, as a browser must call it.</param>
    public static ProblemResult NotDelegated(string userId, string page) => ProblemResult.Forbidden(
        $"The user '{userId}' manages his authorizations himself, in the browser: at {page}. Only a delegated token does it here: one whose subject is managed by its authorized party.");

    public static ProblemResult NothingAuthorized(string teamId) => ProblemResult.NotFound(
        $"The user has not authorized the team '{teamId}'; there is nothing to revoke.");

    public static ProblemResult MembersOnly(string teamId) => ProblemResult.Forbidden(
        $"Only members of the team '{teamId}' see who authorized it; ask one of its admins to add you.");
}
