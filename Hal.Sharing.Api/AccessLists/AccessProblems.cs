namespace Hal.Sharing.Api.AccessLists;

/// <summary>The problems of requests about access, and of all requests for which the caller's access is not enough.</summary>
public static class AccessProblems
{
    /// <summary>Returns 403 that says what is missing and who can grant it, with a link to the reasons of the caller's access.</summary>
    /// <inheritdoc cref="ProblemResult.MissingPermission" path="/param"/>
    /// <param name="access">The caller's access.</param>
    /// <param name="integrationId">The integration.</param>
    public static ProblemResult Missing(
        string permission, IntegrationAccess access, string integrationId, string owner, string reason)
    {
        var problem = ProblemResult.MissingPermission(permission, owner, access.Level, reason);
        return access.CanReadAccess ? problem.WithLink(Relations.Why, Hrefs.Access(integrationId, access.Caller.Id)) : problem;
    }

    public static ProblemResult AbsentIntegration(string id) => ProblemResult.NotFound("integration", id);

    /// <summary>The same for a user without access, a hidden user and an ID that was never used.</summary>
    public static ProblemResult NoAccess(string principalId) => ProblemResult.NotFound(
        $"There is no access of '{principalId}' to this integration that you can read. {ProblemResult.CaseHint}");

    /// <summary>For anything but the principal ID of a user, whether or not the principal exists.</summary>
    public static ProblemResult NoUser(string principalId) => ProblemResult.NotFound(
        $"'{principalId}' does not name a user; send user:<userId>, such as user:jdoe. "
        + "The shares of the integration show the access of a team.");

    public static ProblemResult NotResponsible(string userId) => ProblemResult.Forbidden(
        $"Only the user '{userId}', their managing party and superusers can see what the user has access to; "
        + "ask one of them, or read who has access to an integration.");
}
