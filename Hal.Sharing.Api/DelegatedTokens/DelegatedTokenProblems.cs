namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>What a refused request for a delegated token is answered with.</summary>
public static class DelegatedTokenProblems
{
    public static ProblemResult MayNotAsk { get; } = ProblemResult.Forbidden("A delegated token gets no other token; ask with your own.");

    public static ProblemResult NoKey { get; } = new(
        ProblemType.Unavailable, "This server has no key to sign tokens with; whoever runs it must set Auth:SigningKey or Auth:SigningKeyFile.");

    /// <summary>One answer for an unknown user, one whom the caller does not manage, and one who has not authorized the team.</summary>
    public static ProblemResult NotFor(string userId) => ProblemResult.NotFound(
        $"There is no user '{userId}' for whom you could get this token: you must manage him, or he must have authorized a team that you are a member of and name in team_id.");
}
