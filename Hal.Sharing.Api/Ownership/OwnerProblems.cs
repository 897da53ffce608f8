using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The problems of requests about the owner.</summary>
internal static class OwnerProblems
{
    /// <summary>Returns the problem of a refusal; the response to a success is another kind of document.</summary>
    public static ProblemResult Of(TransferResult refusal, string id, PrincipalId newOwner, Precondition condition) =>
        refusal.Match(
            notFound: _ => IntegrationProblems.Absent(id),
            forbidden: forbidden => IntegrationProblems.Missing(
                forbidden.Permission, forbidden.Access, forbidden.IntegrationId, forbidden.OwnerId),
            stale: stale => PreconditionProblems.Stale(
                condition, OwnerRow.RevisionOf(stale.Present.OwnerId), Relations.IntegrationOwner, Hrefs.Owner(stale.Present.Id)),
            unknownOwner: _ => UnknownOwner(newOwner),
            unchanged: NotRefused,
            updated: NotRefused);

    private static ProblemResult UnknownOwner(PrincipalId newOwner)
    {
        var kind = newOwner.Kind == PrincipalKind.User ? "user" : "team";
        return ProblemResult.Unprocessable(
            ProblemType.UnknownPrincipal,
            $"There is no {kind} '{newOwner.Id}' to transfer to; choose one of {Hrefs.Principals}. {ProblemResult.CaseHint}");
    }

    private static ProblemResult NotRefused(TransferResult result) => throw new InvalidOperationException($"{result} is no refusal.");
}
