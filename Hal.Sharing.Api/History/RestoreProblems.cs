using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>The problems of restores, beside those of the requests that they stand for.</summary>
internal static class RestoreProblems
{
    public static ProblemResult ChangedSince(string rel, string href) => ProblemResult.Conflict(
        ProblemType.Conflict,
        "The present state is not the one after this change, because it was changed again; restore the later changes first, or set the "
        + "state itself.",
        (rel, href));

    /// <summary>For a change that no request takes back, or whose states the caller cannot see.</summary>
    public static ProblemResult NotRestorable(ChangeRow change) => ProblemResult.Conflict(
        ProblemType.Conflict,
        $"A change '{ChangeAssembler.ActionOf(change)}' that you see like this cannot be restored; only changes of shares, owners, members "
        + "and the content of integrations and teams can, as long as you can see the principals that they name.");

    public static ProblemResult UnknownPrincipal(string principalId) => ProblemResult.Unprocessable(
        ProblemType.UnknownPrincipal,
        $"There is no principal '{principalId}' any more, so the state before this change cannot be restored.");
}
