using Hal.Sharing.Api.AccessLists;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The problems of requests about shares.</summary>
public static class ShareProblems
{
    /// <summary>The levels to send. (A higher one is accepted, and counts as 3.)</summary>
    internal const string Levels = "1 (view), 2 (edit) or 3 (admin)";

    /// <summary>Returns the problem of a refusal; the response to a success is another kind of document.</summary>
    public static ProblemResult Of(ShareResult refusal, string id, string principalId, Precondition condition) =>
        refusal.Match(
            notFound: _ => AbsentIntegration(id),
            shareNotFound: _ => NoSuchShare(principalId),
            unknownPrincipal: _ => UnknownPrincipal(principalId),
            unknownRecipient: _ => UnknownRecipient(principalId),
            forbidden: Missing,
            stale: stale => PreconditionProblems.Stale(
                condition, stale.Revision, Relations.IntegrationShare, Hrefs.Share(stale.IntegrationId, principalId)),
            alreadyShared: present => AlreadyShared(present.Share),
            levelRequired: present => LevelRequired(present.Share),
            unchanged: NotRefused,
            created: NotRefused,
            updated: NotRefused,
            deleted: NotRefused);

    public static ProblemResult AbsentIntegration(string id) => ProblemResult.NotFound("integration", id);

    public static ProblemResult NoSuchShare(string principalId) => ProblemResult.NotFound(PrincipalId.TryParse(principalId, out _)
        ? $"There is no share of this integration for '{principalId}'; use PUT to create one. {ProblemResult.CaseHint}"
        : NoPrincipalId(principalId));

    public static ProblemResult UnknownPrincipal(string principalId) => PrincipalId.TryParse(principalId, out _)
        ? ProblemResult.NotFound("principal", principalId)
        : ProblemResult.NotFound(NoPrincipalId(principalId));

    public static ProblemResult UnknownRecipient(string principalId)
    {
        var detail = $"There is no principal '{principalId}'; choose one of {Hrefs.Principals}. {ProblemResult.CaseHint}";
        return ProblemResult.Unprocessable(ProblemType.UnknownPrincipal, detail, Fault.InBody("principalId", detail));
    }

    public static ProblemResult Missing(ShareResult.Forbidden forbidden) => AccessProblems.Missing(
        Permission.Share, forbidden.Access, forbidden.IntegrationId, forbidden.OwnerId, forbidden.Access.CanShare
            ? "you can grant, change or revoke shares up to that level"
            : $"sharing requires level {AccessLevel.Show(AccessLevel.Admin)} or the role publisher in the owning team. "
                + $"You lack the permission {Permission.Share}");

    /// <summary>For a PUT that names no level and would lower the share.</summary>
    public static ProblemResult LevelRequired(ShareRow share) => ProblemResult.Invalid(Fault.InBody(
        "accessLevel",
        $"accessLevel is missing, and this share has level {AccessLevel.Show(share.AccessLevel)}; send {Levels} to change it."));

    public static ProblemResult AlreadyShared(ShareRow share) => ProblemResult.Conflict(
        ProblemType.AlreadyExists,
        $"The integration is already shared with '{share.PrincipalId}' at access level {AccessLevel.Show(share.AccessLevel)}; " +
        "use PUT to change that share.",
        (Relations.IntegrationShare, Hrefs.Share(share.IntegrationId, share.PrincipalId)));

    private static ProblemResult NotRefused(ShareResult result) => throw new InvalidOperationException($"{result} is no refusal.");

    private static string NoPrincipalId(string text) =>
        $"There is no principal '{text}'; a principal ID is user:<userId> or team:<teamId>, such as user:jdoe.";
}
