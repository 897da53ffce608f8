using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>What a user has access to.</summary>
[Route("api/users/{id}/access")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class UserAccessController(AccessListQueries queries) : ControllerBase
{
    [HttpGet]
    [Paged]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.UserAccess(id), AccessController.DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
        return await queries.ListOfUserAsync(caller, id, page.Request, cancellationToken) switch
        {
            null => ProblemResult.NotFound("user", id),
            { Page: { } integrations } list => new HalResult(AccessAssembler.ToCollection(list.UserId, integrations, page)),
            _ => AccessProblems.NotResponsible(id),
        };
    }
}
