namespace Hal.Sharing.Api.Consent;

/// <summary>The problems of requests for the pages about authorizations.</summary>
public static class ConsentProblems
{
    public static ProblemResult UserRequired { get; } = ProblemResult.Forbidden(
        "Only the user can grant access to their data. Delegated tokens cannot. Sign in as that user.");

    public static ProblemResult StaleForm { get; } = new(
        ProblemType.CookieRefused,
        "The form does not come from this server, is too old, or belongs to another user's sign-in. "
            + "Nothing was changed; load the page again.");

    public static ProblemResult NoDecision { get; } = ProblemResult.Invalid(
        "decision is neither 'allow' nor 'deny'; load the page again and choose Allow or Deny. Nothing was changed.");

    public static ProblemResult UnknownTeam(string teamId) => ProblemResult.NotFound(
        $"There is no team '{Truncate.Text(teamId)}'; ask the team for a correct link. Nothing was changed.");
}
