using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>Who has access to an integration, and why.</summary>
[Route("api/integrations/{id}/access")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class AccessController(AccessListQueries queries, PastAccessQueries past) : ControllerBase
{
    internal const int DefaultLimit = 100;

    [HttpGet]
    [AsOf]
    [Paged]
    [Search]
    public async Task<IActionResult> List(string id, string? q, Caller caller, CancellationToken cancellationToken)
    {
        PastTime.TryRead(HttpContext, out var time, out var fault);
        if (!PageQuery.TryRead(
                Request.Query, Hrefs.IntegrationAccess(id), DefaultLimit, out var page, out var faults, ("q", q), ("at", time?.Text))
            || fault is not null)
            return ProblemResult.Invalid(fault is null ? faults : [fault, .. faults]);
        if (time is not null)
            return await past.ListAsync(caller, id, q, time.Utc, page.Request, cancellationToken) switch
            {
                { Integration: var integration } when PastProblems.Unknown(integration, time) is { } unknown => unknown,
                { Access.CanReadAccess: true, Integration.Id: var found, State: { } users } => new HalResult(
                    PastAccessAssembler.ToCollection(found, users, time, page.At(Hrefs.IntegrationAccess(found)))),
                _ => AccessProblems.AbsentIntegration(id),
            };
        return await queries.ListAsync(caller, id, q, page.Request, cancellationToken) is { Access.CanReadAccess: true } list
            ? new HalResult(AccessAssembler.ToCollection(list, page.At(Hrefs.IntegrationAccess(list.IntegrationId))))
            : AccessProblems.AbsentIntegration(id);
    }

    [HttpGet("{principalId}")]
    [AsOf]
    public async Task<IActionResult> Get(string id, string principalId, Caller caller, CancellationToken cancellationToken)
    {
        if (!PastTime.TryRead(HttpContext, out var time, out var fault))
            return ProblemResult.Invalid(fault!);
        var user = PrincipalId.TryParse(principalId, out var principal) && principal is { Kind: PrincipalKind.User } ? principal : null;
        if (time is not null)
            return await past.ExplainAsync(caller, id, user?.Id ?? "", time.Utc, cancellationToken) switch
            {
                null => AccessProblems.AbsentIntegration(id),
                { Integration: var integration } when PastProblems.Unknown(integration, time) is { } unknown => unknown,
                _ when user is null => AccessProblems.NoUser(principalId),
                { Reasons: { } reasons } explanation => new HalResult(
                    PastAccessAssembler.ToResource(explanation, reasons, time, Request.PathBase.ToUriComponent())),
                _ => AccessProblems.NoAccess(principalId),
            };
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
