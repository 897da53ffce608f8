using Hal.Sharing.Api.Feed;
using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>
/// Changes of an integration, of a team, of the caller, and all of them: as pages, newest first, or as a stream of events from now on.
/// </summary>
[Route("api")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json, MediaTypes.EventStream)]
public sealed class HistoryController(HistoryQueries histories, OwnHistoryQueries own) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet("integrations/{id}/history")]
    [Paged]
    public Task<IActionResult> OfIntegration(string id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.IntegrationHistory(id), async (query, position) =>
            await histories.OfIntegrationAsync(caller, id, position, cancellationToken) is { Access.CanReadAccess: true } history
                ? Answer(caller, FeedTopic.OfIntegration(history.IntegrationId), () => HistoryAssembler.ToResource(
                    history, query.At(Hrefs.IntegrationHistory(history.IntegrationId))))
                : IntegrationProblems.Absent(id), cancellationToken);

    [HttpGet("teams/{id}/history")]
    [Paged]
    public Task<IActionResult> OfTeam(string id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.TeamHistory(id), async (query, position) =>
            await histories.OfTeamAsync(caller, id, position, cancellationToken) switch
            {
                null => ProblemResult.NotFound("team", id),
                { Page: { } page } history => Answer(
                    caller, FeedTopic.OfTeam(history.TeamId), () => HistoryAssembler.ToResource(history, page, query)),
                _ => HistoryProblems.AdminsOnly(id),
            }, cancellationToken);

    [HttpGet("users/me/history")]
    [Paged]
    public Task<IActionResult> OfCaller(Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.MyHistory, async (query, position) =>
        {
            var page = await own.OfCallerAsync(caller, position, cancellationToken);
            return Answer(caller, FeedTopic.OfCaller, () => HistoryAssembler.ToOwnResource(page, query));
        }, cancellationToken);

    [HttpGet("history")]
    [Paged]
    public Task<IActionResult> All(Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(Hrefs.History, async (query, position) =>
            await histories.AllAsync(caller, position, cancellationToken) is { Page: { } page }
                ? Answer(caller, FeedTopic.All, () => HistoryAssembler.ToResource(page, query))
                : HistoryProblems.SuperusersOnly, cancellationToken);

    [HttpGet("changes/{id}")]
    [Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await own.GetAsync(caller, id, cancellationToken) is { } change
            ? new HalResult(ChangeAssembler.ToResource(change))
            : ProblemResult.NotFound("change", id);

    private async Task<IActionResult> ReadAsync(
        string path, Func<PageQuery, HistoryPosition, Task<IActionResult>> read, CancellationToken cancellationToken)
    {
        // A stream has no page: only whether the caller may read the history is asked. Its cursor is read later.
        var isStream = EventStream.IsWanted(HttpContext);
        var sent = isStream ? QueryCollection.Empty : Request.Query;
        if (!PageQuery.TryRead(sent, path, isStream ? 1 : DefaultLimit, out var query, out var faults))
            return ProblemResult.Invalid(faults);
        return await histories.PositionAsync(query.Request, cancellationToken) is { } position
            ? await read(query, position)
            : ProblemResult.Invalid([query.AfterFault]);
    }

    private IActionResult Answer(Caller caller, FeedTopic topic, Func<Resource> page) => EventStream.IsWanted(HttpContext)
        ? new EventStream(caller, topic, ChangeAssembler.ToResource, ChangeAssembler.ActionOf)
        : new HalResult(page());
}
