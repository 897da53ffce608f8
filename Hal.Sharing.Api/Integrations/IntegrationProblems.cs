using Hal.Sharing.Api.AccessLists;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>The problems of requests about integrations.</summary>
public static class IntegrationProblems
{
    private const string RoleInTeam =
        "A transfer to a team also requires the role dataWizard in that team; ask an admin of that team.";

    public static ProblemResult Absent(string id) => ProblemResult.NotFound("integration", id);

    public static ProblemResult Missing(string permission, IntegrationAccess access, string integrationId, string ownerId)
    {
        var problem = AccessProblems.Missing(
            permission, access, integrationId, ownerId, $"{Requirement(permission)}. You lack the permission {permission}");
        return permission == Permission.ChangeOwnerToTeam ? problem with { Detail = RoleInTeam } : problem;
    }

    public static ProblemResult CreationForbidden() => ProblemResult.Forbidden(
        "This token cannot create integrations; use a token without team_id that permits writing.");

    public static ProblemResult Stale(Precondition condition, IntegrationRow present) =>
        PreconditionProblems.Stale(condition, present.Revision, Relations.Integration, Hrefs.Integration(present.Id));

    public static ProblemResult IdTaken(string id) => Taken("ID", id);

    public static ProblemResult SlugTaken(string slug) => Taken("slug", slug);

    public static ProblemResult TooManySlugs(IntegrationRow integration) => ProblemResult.Conflict(
        ProblemType.Conflict,
        $"The integration '{integration.Id}' has {IntegrationCommands.MaxFormerSlugs} former slugs, which remain its names; " +
        $"keep the slug '{integration.Slug}' or use a former one again.");

    private static ProblemResult Taken(string what, string value) => ProblemResult.Conflict(
        ProblemType.IdTaken,
        $"The {what} '{value}' is or was the ID or slug of an integration, or differs from one only in case; " +
        "send another one, or none to get a generated one.");

    private static string Requirement(string permission) => permission switch
    {
        Permission.Write => $"changing the integration requires {AccessLevel.Show(AccessLevel.Edit)}",
        Permission.Delete => "only the owner or an admin of the owning team can delete the integration",
        _ => $"changing the owner or the slug requires {AccessLevel.Show(AccessLevel.Admin)}",
    };
}
