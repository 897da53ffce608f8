using System.Diagnostics.CodeAnalysis;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Principals;

namespace Hal.Sharing.Api.Principals;

/// <summary>Users and teams to share with: as resources, and as options for a form.</summary>
[Route("api/principals")]
public sealed class PrincipalsController(PrincipalQueries queries) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    [Search]
    [Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
    public async Task<IActionResult> List(string? q, string? type, Caller caller, CancellationToken cancellationToken)
    {
        if (!TryRead(Hrefs.Principals, q, type, out var page, out var kind, out var faults))
            return ProblemResult.Invalid(faults);
        var read = await queries.ListAsync(caller, new(q, kind), page.Request, cancellationToken);
        return new HalResult(PrincipalAssembler.ToCollection(read, page));
    }

    /// <summary>Returns an array in the format of HAL-FORMS options.</summary>
    [HttpGet("options")]
    [Search]
    [Representations(MediaTypes.Json)]
    public async Task<IActionResult> Options(string? q, string? type, Caller caller, CancellationToken cancellationToken)
    {
        if (!TryRead(Hrefs.PrincipalOptions, q, type, out _, out var kind, out var faults))
            return ProblemResult.Invalid(faults);
        var read = await queries.ListAsync(caller, new(q, kind), new(DefaultLimit), cancellationToken);
        return new HalResult(PrincipalAssembler.ToOptions(read)) { IsPlainJson = true };
    }

    private bool TryRead(
        string path, string? q, string? type, [NotNullWhen(true)] out PageQuery? page, out PrincipalKind? kind, out List<Fault> faults)
    {
        PageQuery.TryRead(Request.Query, path, DefaultLimit, out page, out faults, ("q", q), ("type", type));
        kind = type switch { "user" => PrincipalKind.User, "team" => PrincipalKind.Team, _ => null };
        if (type is not (null or "" or "user" or "team"))
            faults.Add(Fault.InQuery("type", $"type is '{Truncate.Text(type)}'; send user or team, or omit it for both."));
        return page is not null && faults.Count == 0;
    }
}
