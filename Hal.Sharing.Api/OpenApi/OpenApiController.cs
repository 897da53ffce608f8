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

    private static PublicDocument? Document;

    [HttpGet("/openapi/v1.json")]
    public IActionResult Get() => (Document ??= Create()).Respond(HttpContext);

    /// <summary>The document is made once; only <c>servers</c> depends on the path base.</summary>
    private PublicDocument Create()
    {
        var document = OpenApiDocument.Create();
        LiveMethods.AddTo(document["paths"]!.AsObject(), endpoints);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, Format);
        return new(http => [.. Server(http.Request.PathBase.ToUriComponent()), .. bytes.AsSpan(1)]);
    }

    /// <summary>Returns the start of the document, up to its second property.</summary>
    private static byte[] Server(string pathBase) =>
        Encoding.UTF8.GetBytes($$"""{"servers":[{"url":{{JsonSerializer.Serialize(pathBase.Length > 0 ? pathBase : "/", Format)}}}],""");
}
