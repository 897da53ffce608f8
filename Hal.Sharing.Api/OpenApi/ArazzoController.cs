using System.Text.Json;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>Serves the stories beside the OpenAPI document, to which they refer by a relative address.</summary>
[AllowAnonymous]
[Representations(MediaType, MediaTypes.Json)]
public sealed class ArazzoController : ControllerBase
{
    /// <summary>Arazzo Specification 1.0.1, section 6.2.</summary>
    public const string MediaType = "application/vnd.oai.workflows+json";

    private static readonly JsonSerializerOptions Format = new() { Encoder = ReadableJsonEncoder.Instance };

    private static readonly byte[] Bytes = JsonSerializer.SerializeToUtf8Bytes(ArazzoDocument.Create(), Format);

    private static readonly PublicDocument Document = new(_ => Bytes);

    [HttpGet("/openapi/stories.json")]
    public IActionResult Get() => Document.Respond(HttpContext);
}
