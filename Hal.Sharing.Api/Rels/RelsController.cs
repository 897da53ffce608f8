using Hal.Sharing.Api.Pages;
using Hal.Sharing.Api.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

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
            : ProblemResult.NotFound($"There is no relation '{Hypermedia.Shortened.Text(rel)}'; /rels lists those that there are.");
}
