namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>The problems of requests for a delegated token.</summary>
public static class DelegatedTokenProblems
{
    public static ProblemResult Forbidden { get; } =
        ProblemResult.Forbidden("A delegated token cannot be used to obtain another token; use your own token.");

    public static ProblemResult NoKey { get; } = new(
        ProblemType.Unavailable, "This server has no key to sign tokens; the operator must set Auth:SigningKey or Auth:SigningKeyFile.");

    /// <summary>The same response for an unknown user, an unmanaged one, and one who has not authorized the team.</summary>
    public static ProblemResult NotFound(string userId) => ProblemResult.NotFound(
        $"There is no user '{userId}' that you can get this token for: you must manage this user, "
            + "or they must have authorized a team that you are a member of and that you name in team_id.");
}
