using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>Changes, newest first: of an integration, of a team, of the caller, and all of them.</summary>
[Route("api")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class HistoryController(HistoryQueries histories, OwnHistoryQueries own) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet("integrations/{id}/history")]
    [Paged]
    public Task<IActionResult> OfIntegration(string id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.IntegrationHistory(id), async (query, position) =>
            await histories.OfIntegrationAsync(caller, id, position, cancellationToken) is { Access.CanReadAccess: true } history
                ? new HalResult(HistoryAssembler.ToResource(history, query.At(Hrefs.IntegrationHistory(history.IntegrationId))))
                : IntegrationProblems.Absent(id), cancellationToken);

    [HttpGet("teams/{id}/history")]
    [Paged]
    public Task<IActionResult> OfTeam(string id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.TeamHistory(id), async (query, position) =>
            await histories.OfTeamAsync(caller, id, position, cancellationToken) switch
            {
                null => ProblemResult.NotFound("team", id),
                { Page: { } page } history => new HalResult(HistoryAssembler.ToResource(history, page, query)),
                _ => HistoryProblems.AdminsOnly(id),
            }, cancellationToken);

    [HttpGet("users/me/history")]
    [Paged]
    public Task<IActionResult> OfCaller(Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.MyHistory, async (query, position) => new HalResult(
            HistoryAssembler.ToOwnResource(await own.OfCallerAsync(caller, position, cancellationToken), query)), cancellationToken);

    [HttpGet("history")]
    [Paged]
    public Task<IActionResult> All(Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.History, async (query, position) =>
            await histories.AllAsync(caller, position, cancellationToken) is { Page: { } page }
                ? new HalResult(HistoryAssembler.ToResource(page, query))
                : HistoryProblems.SuperusersOnly, cancellationToken);

    [HttpGet("changes/{id}")]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await own.GetAsync(caller, id, cancellationToken) is { } change
            ? new HalResult(ChangeAssembler.ToResource(change))
            : ProblemResult.NotFound("change", id);

    private async Task<IActionResult> ReadAsync(
        string path, Func<PageQuery, HistoryPosition, Task<IActionResult>> read, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, path, DefaultLimit, out var query, out var faults))
            return ProblemResult.Invalid(faults);
        return await histories.PositionAsync(query.Request, cancellationToken) is { } position
            ? await read(query, position)
            : ProblemResult.Invalid([query.AfterFault]);
    }
}
