using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// Writes a problem as <c>application/problem+json</c>, whatever the request accepts, or as a page if <see cref="ProblemPage"/> applies.
/// </summary>
internal static class ProblemDocument
{
    public const string MediaType = "application/problem+json";

    /// <summary>The header fields that decide every response that requires a caller.</summary>
    public const string VaryByCaller = "Accept, Authorization, Cookie, refreshed-token";

    public static async Task WriteAsync(HttpContext http, ProblemResult problem)
    {
        var response = http.Response;
        http.Features.Set(problem);
        foreach (var header in problem.Headers.GroupBy(header => header.Name, header => header.Value))
            response.Headers[header.Key] = header.ToArray();
        // The exception handler removes what authentication set.
        if (response.Headers.Vary.Count == 0)
            response.Headers.Vary = VariesByCaller(http, problem) ? VaryByCaller : "Accept";
        if (ProblemPage.IsFor(http, problem))
        {
            await ProblemPage.Of(http, problem).WriteAsync(http);
            return;
        }
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, ReadableJsonEncoder.WriterOptions))
            Write(json, http, problem);

        response.StatusCode = problem.Status;
        response.ContentType = MediaType;
        response.ContentLength = body.WrittenCount;
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = "private, no-cache";
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    /// <summary>Returns the ID of the request in problems, logs and traces.</summary>
    internal static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    /// <summary>Outside of /api, only Accept decides: browsers get a page.</summary>
    private static bool VariesByCaller(HttpContext http, ProblemResult problem) =>
        problem.Status == StatusCodes.Status401Unauthorized
        || http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static void Write(Utf8JsonWriter json, HttpContext http, ProblemResult problem)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        json.WriteStartObject();
        WriteType(json, problem, pathBase);
        json.WriteString("instance", pathBase + http.Request.Path.ToUriComponent());
        json.WriteString("traceId", TraceId(http));
        ProblemErrors.Write(json, problem.Errors);
        WriteRest(json, problem, pathBase);
        json.WriteEndObject();
    }

    /// <summary>Writes a problem of one part of a request into the response to the whole request.</summary>
    internal static void WritePart(Utf8JsonWriter json, ProblemResult problem, string pathBase)
    {
        json.WriteStartObject();
        WriteType(json, problem, pathBase);
        WriteRest(json, problem, pathBase);
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, ProblemResult problem, string pathBase)
    {
        json.WriteString("type", pathBase + problem.Type.Path);
        json.WriteString("title", problem.Type.Title);
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
    }

    private static void WriteRest(Utf8JsonWriter json, ProblemResult problem, string pathBase)
    {
        foreach (var (name, value) in problem.Members)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value);
        }
        WriteLinks(json, problem.Links, pathBase);
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyList<(string Rel, string Href)> links, string pathBase)
    {
        if (links.Count == 0)
            return;
        json.WriteStartObject("_links");
        foreach (var (rel, href) in links)
        {
            json.WriteStartObject(rel);
            json.WriteString("href", href.StartsWith('/') ? pathBase + href : href);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
