using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>What a refused change of an integration is answered with.</summary>
public static class IntegrationProblems
{
    public static ProblemResult Absent(string id) => ProblemResult.NotFound("integration", id);

    public static ProblemResult Missing(IntegrationChange change) => ProblemResult.MissingPermission(
        change.Missing!, change.OwnerId!, change.Level, $"{Requirement(change.Missing!)}. You lack the permission {change.Missing}");

    public static ProblemResult Stale(Precondition condition, IntegrationRow present) =>
        PreconditionProblems.Stale(condition, present.Revision, Relations.Integration, Hrefs.Integration(present.Id));

    public static ProblemResult IdTaken(IntegrationRequest request) => ProblemResult.Conflict(
        ProblemType.IdTaken, $"The id '{request.Id}' is, or was, the id or slug of an integration, or differs from one by letter case only; send another one, or none to get a generated one.");

    public static ProblemResult TooManySlugs(IntegrationRow integration) => ProblemResult.Conflict(
        ProblemType.Conflict, $"The integration '{integration.Id}' has {IntegrationCommands.MaxFormerSlugs} former slugs, which remain its names; keep the slug '{integration.Slug}' or use a former one again.");

    public static ProblemResult SlugTaken(IntegrationRequest request) => ProblemResult.Conflict(
        ProblemType.IdTaken, $"The slug '{request.Content.Slug}' is, or was, the id or slug of an integration, or differs from one by letter case only; send another one, or none to get a generated one.");

    private static string Requirement(string permission) => permission switch
    {
        Permission.Write => $"changing the integration requires {AccessLevel.Show(AccessLevel.Edit)}",
        Permission.Delete => "only the owner or an admin of the owning team can delete the integration",
        Permission.ChangeOwnerToTeam => "a transfer to a team also requires the role dataWizard in that team",
        _ => $"changing the owner or the slug requires {AccessLevel.Show(AccessLevel.Admin)}",
    };
}
