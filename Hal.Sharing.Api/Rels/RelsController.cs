using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Rels;

/// <summary>Serves the pages that the relations of documents lead to, as HTML and as Markdown.</summary>
[AllowAnonymous]
[Route("rels")]
[Representations("text/html", MarkdownPage.MediaType)]
public sealed class RelsController : ControllerBase
{
    private RelPage Page => new(Request.PathBase.ToUriComponent());

    [HttpGet("")]
    public IActionResult List() => Answer("Relations", Page.List());

    [HttpGet("inf/{rel}")]
    public IActionResult Get(string rel) => RelTable.Find(rel) is { } found
        ? Answer(found.Title, Page.Show(found))
        : ProblemResult.NotFound($"There is no relation '{Truncate.Text(rel)}'. /rels lists all relations.");

    private IActionResult Answer(string title, IEnumerable<Block> blocks)
    {
        Response.Headers.Vary = "Accept";
        if (HttpContext.Features.Get<Representation>()!.MediaType != MarkdownPage.MediaType)
            return HtmlPage.Documentation(title, HtmlBlocks.Write(blocks));
        Response.Headers.CacheControl = "public, max-age=300";
        return MarkdownPage.Of(HttpContext, title, blocks);
    }
}
