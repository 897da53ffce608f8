using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Answers with a resource in the representation that was negotiated for this request.</summary>
public sealed class HalResult(Resource document, int status = StatusCodes.Status200OK) : IActionResult
{
    /// <summary>Where a created resource is: a path-absolute href, sent behind the path base.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Whether <c>application/json</c> asks for the state alone, of a collection for the array of its items' states, and not for
    /// the same bytes as HAL.
    /// </summary>
    public bool IsBareAsJson { get; init; }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var options = http.RequestServices.GetRequiredService<IOptions<HalOptions>>().Value;

        var mediaType = http.Features.Get<Representation>()?.MediaType ?? MediaTypes.Hal;

        using var buffer = new PooledBuffer();
        if (IsBareAsJson && mediaType == MediaTypes.Json)
            HalWriter.WriteBare(buffer, document);
        else
            HalWriter.Write(buffer, document, options, http.Request.PathBase.ToUriComponent());

        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = buffer.Written.Length;
        if (Location is not null)
            response.Headers.Location = http.Request.WithPathBase(Location);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }
}
