namespace Hal.Sharing.Api.Consent;

/// <summary>What somebody is told who cannot decide.</summary>
public static class ConsentProblems
{
    public static ProblemResult UserRequired { get; } =
        ProblemResult.Forbidden("Only a user who has signed in himself decides who uses his data; somebody who acts for him does not. Sign in as that user.");

    public static ProblemResult StaleForm { get; } =
        new(ProblemType.CookieRefused, "The form was not made for you by this server, or is too old, or you have signed in as somebody else since. Nothing was changed: load the page again.");

    public static ProblemResult NoDecision { get; } = ProblemResult.Invalid("The form says neither 'allow' nor 'deny'. Nothing was changed.");

    public static ProblemResult UnknownTeam(string teamId) =>
        ProblemResult.NotFound($"There is no team '{Hypermedia.Truncate.Text(teamId)}'. Nothing was changed.");
}
