using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>Serves the OpenAPI document.</summary>
[AllowAnonymous]
[Representations(MediaType, MediaTypes.Json)]
public sealed class OpenApiController(EndpointDataSource endpoints) : ControllerBase
{
    public const string MediaType = "application/vnd.oai.openapi+json";

    private static readonly JsonSerializerOptions Format = new() { Encoder = ReadableJsonEncoder.Instance };

    /// <summary>The document without <c>servers</c>, which depend on the path base.</summary>
    private static byte[]? Written;

    [HttpGet("/openapi/v1.json")]
    public IActionResult Get()
    {
        Response.Headers.CacheControl = "public, max-age=300";
        Response.Headers.Vary = "Accept";
        byte[] bytes = [.. Server(Request.PathBase.ToUriComponent()), .. (Written ??= Write()).AsSpan(1)];
        return new FileContentResult(bytes, HttpContext.Features.Get<Representation>()!.MediaType);
    }

    /// <summary>Returns the start of the document, up to its second property.</summary>
    private static byte[] Server(string pathBase) =>
        Encoding.UTF8.GetBytes($$"""{"servers":[{"url":{{JsonSerializer.Serialize(pathBase.Length > 0 ? pathBase : "/", Format)}}}],""");

    private byte[] Write()
    {
        var document = OpenApiDocument.Create();
        LiveMethods.AddTo(document["paths"]!.AsObject(), endpoints);
        return JsonSerializer.SerializeToUtf8Bytes(document, Format);
    }
}
