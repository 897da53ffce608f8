using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Rels;

/// <summary>The pages that the relations of documents lead to.</summary>
[AllowAnonymous]
[Route("rels")]
public sealed class RelsController : ControllerBase
{
    [HttpGet("")]
    public IActionResult List() => HtmlPage.Documentation("Relations", RelPage.List(Request.PathBase.ToUriComponent()));

    [HttpGet("inf/{rel}")]
    public IActionResult Get(string rel) =>
        RelTable.Find(rel) is { } found
            ? HtmlPage.Documentation(found.Title, RelPage.Show(found, Request.PathBase.ToUriComponent()))
            : ProblemResult.NotFound($"There is no relation '{Hypermedia.Truncate.Text(rel)}'; /rels lists those that there are.");
}
