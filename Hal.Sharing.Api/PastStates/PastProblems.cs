using Hal.Sharing.Data.PastStates;

namespace Hal.Sharing.Api.PastStates;

/// <summary>The problems of requests about past states.</summary>
internal static class PastProblems
{
    /// <summary>Returns why the state of the integration at this time is not known; null if it is.</summary>
    public static ProblemResult? Unknown(PastIntegration integration, PastTime at) => integration switch
    {
        _ when at.Utc < integration.CreatedAt => ProblemResult.NotFound(
            $"The integration '{integration.Id}' did not exist at {at.Text}; "
            + $"it was created at {new PastTime(integration.CreatedAt).Text}."),
        { RecordedSince: { } since } when at.Utc < since => ProblemResult.NotFound(
            $"The state at {at.Text} is not recorded; send {new PastTime(since).Text} or a later time."),
        _ => null,
    };

    public static ProblemResult NoShare(string principalId, PastTime at) => ProblemResult.NotFound(
        $"There was no share of this integration for '{principalId}' at {at.Text} that you can see. {ProblemResult.CaseHint}");

    public static ProblemResult NoOwner(PastTime at) => ProblemResult.NotFound(
        $"There is no owner of this integration at {at.Text} that you can see; omit at for the present one.");
}
