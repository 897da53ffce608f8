using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>Who has access to an integration, and why.</summary>
[Route("api/integrations/{id}/access")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class AccessController(AccessListQueries queries) : ControllerBase
{
    internal const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    [Search]
    public async Task<IActionResult> List(string id, string? q, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.IntegrationAccess(id), DefaultLimit, out var page, out var faults, ("q", q)))
            return ProblemResult.Invalid(faults);
        return await queries.ListAsync(caller, id, q, page.Request, cancellationToken) is { Access.CanReadAccess: true } list
            ? new HalResult(AccessAssembler.ToCollection(list, page.At(Hrefs.IntegrationAccess(list.IntegrationId))))
            : AccessProblems.AbsentIntegration(id);
    }

    [HttpGet("{principalId}")]
    public async Task<IActionResult> Get(string id, string principalId, Caller caller, CancellationToken cancellationToken)
    {
        var user = PrincipalId.TryParse(principalId, out var principal) && principal is { Kind: PrincipalKind.User } ? principal : null;
        return await queries.ExplainAsync(caller, id, user?.Id ?? "", cancellationToken) switch
        {
            null => AccessProblems.AbsentIntegration(id),
            _ when user is null => AccessProblems.NoUser(principalId),
            { User: { } explained } explanation => new HalResult(
                ReasonsAssembler.ToResource(explanation, explained, Request.PathBase.ToUriComponent())),
            _ => AccessProblems.NoAccess(principalId),
        };
    }
}
