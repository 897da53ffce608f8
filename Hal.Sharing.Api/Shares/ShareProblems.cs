using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>What a refused request about shares is answered with.</summary>
public static class ShareProblems
{
    /// <summary>What to send as a level. (A higher one is accepted, and counts as 3.)</summary>
    internal const string Levels = "1 (view), 2 (edit) or 3 (admin)";

    public static ProblemResult AbsentIntegration(string id) => ProblemResult.NotFound("integration", id);

    public static ProblemResult NoSuchShare(string principalId) => ProblemResult.NotFound(PrincipalId.TryParse(principalId, out _)
        ? $"There is no share of this integration for '{principalId}'; PUT creates one. {ProblemResult.CaseHint}"
        : NoPrincipalId(principalId));

    public static ProblemResult UnknownPrincipal(string principalId) => PrincipalId.TryParse(principalId, out _)
        ? ProblemResult.NotFound("principal", principalId)
        : ProblemResult.NotFound(NoPrincipalId(principalId));

    public static ProblemResult UnknownRecipient(string principalId)
    {
        var detail = $"There is no principal '{principalId}'; choose one of {Hrefs.Principals}. {ProblemResult.CaseHint}";
        return ProblemResult.Unprocessable(ProblemType.UnknownPrincipal, detail, Fault.InBody("principalId", detail));
    }

    public static ProblemResult MayNotShare(ShareChange change) => Missing(
        change, $"sharing requires {AccessLevel.Show(AccessLevel.Admin)}. You lack the permission {Permission.Share}");

    public static ProblemResult AboveOwnLevel(ShareChange change) => Missing(
        change, "you can grant, change or revoke shares up to that level");

    /// <summary>For a PUT that names no level, and would lower the share.</summary>
    public static ProblemResult LevelRequired(ShareChange change) => ProblemResult.Invalid(Fault.InBody(
        "accessLevel", $"accessLevel is missing, and this share has level {AccessLevel.Show(change.Share!.AccessLevel)}; send {Levels} to change it."));

    public static ProblemResult AlreadyShared(ShareChange change)
    {
        var share = change.Share!;
        return ProblemResult.Conflict(
            ProblemType.AlreadyExists,
            $"The integration is shared with '{share.PrincipalId}' already, at access level {AccessLevel.Show(share.AccessLevel)}; change that share with PUT.",
            (Relations.IntegrationShare, Hrefs.Share(share.IntegrationId, share.PrincipalId)));
    }

    private static string NoPrincipalId(string text) =>
        $"There is no principal '{text}'; a principal ID is user:<userId> or team:<teamId>, such as user:jdoe.";

    private static ProblemResult Missing(ShareChange change, string reason) =>
        ProblemResult.MissingPermission(Permission.Share, change.OwnerId, change.Access!.Level, reason);
}
