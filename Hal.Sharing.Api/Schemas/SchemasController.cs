using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Schemas;

/// <summary>Serves the JSON Schemas that the <c>profile</c> links of documents lead to.</summary>
[AllowAnonymous]
[Route("schemas")]
[Representations(MediaType, MediaTypes.Json)]
public sealed class SchemasController : ControllerBase
{
    private const string MediaType = "application/schema+json";

    [HttpGet("{name}")]
    public IActionResult Get(string name)
    {
        if (SchemaFiles.Find(name) is not { } schema)
            return ProblemResult.NotFound($"There is no schema '{Truncate.Text(name)}'. Follow the link 'profile' of a document.");
        Response.Headers.CacheControl = "public, max-age=300";
        Response.Headers.Vary = "Accept";
        return new FileContentResult(schema, HttpContext.Features.Get<Representation>()!.MediaType);
    }
}
