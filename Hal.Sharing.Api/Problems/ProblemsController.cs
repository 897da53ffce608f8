using System.Globalization;
using System.Text;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Problems;

/// <summary>Serves the pages to which the types of problems lead.</summary>
[AllowAnonymous]
[Route("problems")]
public sealed class ProblemsController : ControllerBase
{
    [HttpGet("")]
    public IActionResult List()
    {
        var pathBase = Request.PathBase.ToUriComponent();
        var main = new StringBuilder("""
            <p>The values of <code>type</code> in errors. Invalid input to the teams API (<code>/api/v1</code>) gets 422 with
            <code>{"detail": [{"loc", "msg", "type"}]}</code> instead, as the specification of that API requires.</p>
            <dl>

            """);
        foreach (var type in ProblemType.All)
            main.Append(CultureInfo.InvariantCulture,
                $"<dt><a href=\"{pathBase}{type.Path}\">{type.Name}</a></dt>\n<dd>{type.Status}: {type.Title}</dd>\n");
        return HtmlPage.Documentation("Problems", main.Append("</dl>").ToString());
    }

    [HttpGet("{name}")]
    public IActionResult Get(string name) =>
        ProblemType.Find(name) is { } type
            ? HtmlPage.Documentation(type.Title, $"""
                <p>Type <code>{type.Name}</code>, status {type.Status}</p>
                <p>{type.Explanation}</p>
                <p><a href="{Request.PathBase.ToUriComponent()}/problems">All problems</a></p>
                """)
            : ProblemResult.NotFound("problem", name);
}
