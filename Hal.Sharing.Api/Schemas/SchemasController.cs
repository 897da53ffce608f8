using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Schemas;

/// <summary>Serves the JSON Schemas that the <c>profile</c> links of documents lead to.</summary>
[AllowAnonymous]
[Route("schemas")]
[Representations(MediaType, MediaTypes.Json)]
public sealed class SchemasController : ControllerBase
{
    public const string MediaType = "application/schema+json";

    [HttpGet("{version}/{name}")]
    public IActionResult Get(string version, string name) =>
        SchemaSet.Served.Find(version, name) is { } schema ? schema.Document.Respond(HttpContext) : NotFound(version, name);

    /// <summary>
    /// Leads to the newest version. It redirects, so that a client that keeps the schema learns which version it has. The redirect is
    /// temporary: the next version changes it.
    /// </summary>
    [HttpGet("{name}")]
    public IActionResult GetNewest(string name)
    {
        if (SchemaSet.Served.Versions(name) is not [.., var newest])
            return NotFound("", name);
        Response.Headers.CacheControl = "public, max-age=300";
        Response.Headers.Vary = "Accept";
        return new RedirectResult(Request.WithPathBase(newest.Href), permanent: false, preserveMethod: true);
    }

    private static ProblemResult NotFound(string version, string name)
    {
        var versions = SchemaSet.Served.Versions(name);
        return ProblemResult.NotFound(versions is [.., var newest]
            ? $"The schema '{name}' has no version '{Truncate.Text(version)}'. "
                + $"It has: {string.Join(", ", versions.Select(schema => schema.Version))}. {newest.Href} is the newest."
            : $"There is no schema '{Truncate.Text(name)}'. {Hrefs.Schemas} lists all schemas.");
    }
}
