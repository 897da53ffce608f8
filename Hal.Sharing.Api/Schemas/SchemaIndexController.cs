using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Schemas;

/// <summary>Lists the schemas for people.</summary>
[AllowAnonymous]
[Route("schemas")]
public sealed class SchemaIndexController : ControllerBase
{
    [HttpGet("")]
    public IActionResult List()
    {
        var pathBase = Request.PathBase.ToUriComponent();
        var schemas = SchemaFiles.Names.Select(name => $"<li><a href=\"{pathBase}{Hrefs.Schema(name)}\">{name}</a></li>");
        return HtmlPage.Documentation("Schemas", $"""
            <p>The JSON Schemas of all documents and request bodies. The link <code>profile</code> of a document leads to its
            schema.</p>
            <ul>
            {string.Join('\n', schemas)}
            </ul>
            """);
    }
}
