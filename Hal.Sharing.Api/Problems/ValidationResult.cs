using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// The 422 of the teams API: all faults at once, up to a limit, in the format of its specification. All its other errors are problems.
/// </summary>
public sealed class ValidationResult(IReadOnlyList<Fault> faults) : IActionResult
{
    /// <summary>The largest number of faults: without a limit, 64 KB of nonsense would get a megabyte of errors.</summary>
    public const int MaxFaults = 20;

    /// <summary>Whether the action belongs to the teams API, whose clients expect this format.</summary>
    public static bool IsFormatOf(ActionDescriptor action) =>
        action.AttributeRouteInfo?.Template?.StartsWith("api/v1/", StringComparison.Ordinal) is true;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, ReadableJsonEncoder.WriterOptions))
            Write(json);

        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = "private, no-cache";
        if (!HttpMethods.IsHead(context.HttpContext.Request.Method))
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.HttpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("detail"u8);
        foreach (var fault in faults.Take(MaxFaults))
        {
            json.WriteStartObject();
            json.WriteStartArray("loc"u8);
            foreach (var step in fault.Location)
                JsonSerializer.Serialize(json, step);
            json.WriteEndArray();
            json.WriteString("msg"u8, fault.Detail);
            json.WriteString("type"u8, fault.Kind);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
