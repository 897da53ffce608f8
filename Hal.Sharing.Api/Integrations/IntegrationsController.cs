using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>Integrations: list, search, create, read, change, delete.</summary>
[Route("api/integrations")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class IntegrationsController(IntegrationQueries queries, IntegrationCommands commands) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    [Search]
    [AllowTeamTokens]
    public async Task<IActionResult> List(string? q, string? access, Caller caller, CancellationToken cancellationToken)
    {
        PageQuery.TryRead(
            Request.Query, Hrefs.Integrations, DefaultLimit, out var page, out var faults, ("q", q), ("access", access));
        if (!TryReadReach(access, out var reach))
            faults.Add(Fault.InQuery("access", $"access is '{Truncate.Text(access!)}'; send owned or shared, or omit it for both."));
        if (page is null || faults.Count > 0)
            return ProblemResult.Invalid(faults);
        var read = await queries.ListAsync(caller, new(q, reach), page.Request, cancellationToken);
        return new HalResult(IntegrationAssembler.ToCollection(read, IntegrationAccess.CanCreate(caller), page));
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromDocument] IntegrationRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var result = await commands.CreateAsync(caller, body.Id, body.Content, cancellationToken);
        return Answer(result, id: "", Precondition.None);
    }

    [HttpGet("{id}")]
    [AllowTeamTokens]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? HalResult.Of(view, IntegrationAssembler.ToResource)
            : IntegrationProblems.Absent(id);

    [HttpPut("{id}")]
    [AllowTeamTokens]
    public async Task<IActionResult> Put(
        string id, [FromDocument] IntegrationRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.UpdateAsync(caller, id, body.Content, condition, cancellationToken), id, condition);

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.DeleteAsync(caller, id, condition, cancellationToken), id, condition);

    private IActionResult Answer(IntegrationResult result, string id, Precondition condition) => result.Match<IActionResult>(
        notFound: _ => IntegrationProblems.Absent(id),
        creationForbidden: _ => IntegrationProblems.CreationForbidden(),
        forbidden: forbidden => Missing(forbidden),
        stale: stale => IntegrationProblems.Stale(condition, stale.Present),
        idTaken: taken => IntegrationProblems.IdTaken(taken.Id),
        slugTaken: taken => IntegrationProblems.SlugTaken(taken.Slug),
        tooManySlugs: limited => IntegrationProblems.TooManySlugs(limited.Present),
        unchanged: unchanged => new HalResult(IntegrationAssembler.ToResource(unchanged.View)),
        created: created => Invalidating(new HalResult(IntegrationAssembler.ToResource(created.View), StatusCodes.Status201Created)
        {
            Location = Hrefs.Integration(created.View.Integration.Id),
        }),
        updated: updated => Invalidating(new HalResult(IntegrationAssembler.ToResource(updated.View))),
        deleted: _ => Invalidating(NoContent()));

    private static ProblemResult Missing(IntegrationResult.Forbidden forbidden) => IntegrationProblems.Missing(
        forbidden.Permission, forbidden.Access, forbidden.IntegrationId, forbidden.OwnerId);

    private IActionResult Invalidating(IActionResult answer)
    {
        Response.Invalidates(Hrefs.Integrations);
        return answer;
    }

    private static bool TryReadReach(string? access, out IntegrationReach reach)
    {
        (var known, reach) = access switch
        {
            null or "" => (true, IntegrationReach.Any),
            "owned" => (true, IntegrationReach.Owned),
            "shared" => (true, IntegrationReach.Shared),
            _ => (false, IntegrationReach.Any),
        };
        return known;
    }
}
