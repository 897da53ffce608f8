using System.Text.Json;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Schemas;

/// <summary>Lists the schemas: as HAL for programs, as a page for people.</summary>
[AllowAnonymous]
[Route("schemas")]
[Representations(MediaTypes.Hal, MediaTypes.Json, Html5)]
public sealed class SchemaIndexController : ControllerBase
{
    private const string Html5 = "text/html";

    private static readonly PublicDocument Document = PublicDocument.Of(Describe(SchemaSet.Served));

    [HttpGet("")]
    public IActionResult List()
    {
        if (HttpContext.Features.Get<Representation>()!.MediaType != Html5)
            return Document.Respond(HttpContext);
        Response.Headers.Vary = "Accept";
        return HtmlPage.Documentation("Schemas", Page(Request.PathBase.ToUriComponent()));
    }

    /// <summary>Each item has the address of one version, without the path: <c>1/share</c>.</summary>
    internal static Resource Describe(SchemaSet schemas) => Resource
        .Create(Hrefs.Schemas, schemas, WriteState)
        .Profile(Hrefs.Schema("schema-index"))
        .Links("item", [.. schemas.All.Select(schema => new Link(schema.Href)
        {
            Name = $"{schema.Version}/{schema.Name}",
            Title = schema.Title,
            Type = SchemasController.MediaType,
        })]);

    private static void WriteState(Utf8JsonWriter json, SchemaSet schemas)
    {
        json.WriteStartObject("newest");
        foreach (var schema in schemas.Newest)
            json.WriteNumber(schema.Name, schema.Version);
        json.WriteEndObject();
    }

    private static string Page(string pathBase)
    {
        var schemas = SchemaSet.Served.All.Select(schema =>
            $"<li><a href=\"{pathBase}{schema.Href}\">{schema.Name}</a>, version {schema.Version}</li>");
        return $"""
            <p>The JSON Schemas of all documents and request bodies. The link <code>profile</code> of a document leads to its
            schema. A schema gets a new version if a change breaks clients. The address without a version leads to the newest.</p>
            <ul>
            {string.Join('\n', schemas)}
            </ul>
            """;
    }
}
