using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Answers with a resource in the representation that was negotiated for this request.</summary>
public sealed class HalResult(Resource document, int status = StatusCodes.Status200OK) : IActionResult
{
    /// <summary>Where a created resource is: a path-absolute href, sent behind the path base.</summary>
    public string? Location { get; init; }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var options = http.RequestServices.GetRequiredService<IOptions<HalOptions>>().Value;

        using var buffer = new PooledBuffer();
        HalWriter.Write(buffer, document, options, http.Request.PathBase.ToUriComponent());

        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = http.Features.Get<Representation>()?.MediaType ?? MediaTypes.Hal;
        response.ContentLength = buffer.Written.Length;
        if (Location is not null)
            response.Headers.Location = http.Request.WithPathBase(Location);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }
}
