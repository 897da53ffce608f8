namespace Hal.Sharing.Api.Preconditions;

/// <summary>What a writer is told who has not seen the present state.</summary>
public static class PreconditionProblems
{
    /// <param name="condition">What he took for granted.</param>
    /// <param name="present">The present revision; null: there is no such thing.</param>
    /// <param name="rel">How the thing is called among links.</param>
    /// <param name="href">Where its present state is.</param>
    /// <returns>412 where a header was not met, 409 where the version in a form was not.</returns>
    public static ProblemResult Stale(Precondition condition, string? present, string rel, string href)
    {
        if (condition.HoldsBeside(present))
            return ProblemResult.Conflict(
                ProblemType.ChangedMeanwhile, "Somebody has changed this since the form was read; nothing was written. Read it again, then decide again.", (rel, href));
        var failed = ProblemResult.PreconditionFailed(condition.MustNotExist
            ? "If-None-Match is *, but this exists already; nothing was written. Read it, then decide again."
            : present is null
                ? "If-Match names a state of something that does not exist; nothing was written."
                : "This is not in the state that If-Match or If-None-Match asks for; nothing was written. Read it again, then decide again.");
        return present is null ? failed : failed.WithLink(rel, href);
    }
}
