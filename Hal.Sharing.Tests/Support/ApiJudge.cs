using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.Support;

/// <summary>Says what of an answer the OpenAPI document does not have: the status, a header, the media type, the body.</summary>
public static partial class ApiJudge
{
    private static readonly JsonSchemas.Rule Validation = ApiOperations.All.Schemas.At("#/components/schemas/http-validation-error");
    private static readonly JsonSchemas.Rule Problem = ApiOperations.All.Schemas.At("#/components/schemas/problem");

    /// <summary>Null: nothing.</summary>
    /// <param name="exchange">The request and what it was answered.</param>
    public static string? Judge(Exchange exchange)
    {
        var (isPath, operation) = ApiOperations.All.Find(exchange.Method, exchange.Path);
        // Only the live table of endpoints knows where HEAD is.
        if (operation is null || exchange is { IsHead: true, Status: 405 })
            return JudgeOther(exchange, isPath);
        if (operation.Answer(exchange.Status) is not { } answer)
            return $"the status {exchange.Status} is not documented: {exchange.Shown}";
        if (answer.RequiredHeaders.FirstOrDefault(name => exchange.Header(name) is null) is { } missing)
            return $"{exchange.Status} has no header {missing}";
        if (exchange.Status is >= 200 and < 300 && JudgeRequest(exchange, operation) is { } untold)
            return untold;
        if (!answer.HasContent || exchange.IsHead)
            return exchange.Body.Length == 0 ? null : $"{exchange.Status} has a body: {exchange.Shown}";
        return answer.Schema(exchange.MediaType) is { } schema
            ? JudgeBody(exchange, schema)
            : $"{exchange.Status} as {exchange.MediaType ?? "nothing"} is not documented";
    }

    /// <summary>Checks what the document says of every resource: 405 for an unknown method, 404 for an unknown address.</summary>
    private static string? JudgeOther(Exchange exchange, bool isPath) => exchange.Status switch
    {
        405 when exchange.Header("Allow") is null => "405 has no header Allow",
        401 or 404 or 405 when exchange.IsHead => null,
        // What a browser gets.
        401 or 404 when exchange.MediaType == "text/html" => null,
        405 when exchange.MediaType == "text/html" && !exchange.Path.StartsWith("/api", StringComparison.Ordinal) => null,
        401 or 404 or 405 => exchange.MediaType == "application/problem+json" ? JudgeBody(exchange, Problem)
            : $"{exchange.Status} as {exchange.MediaType}",
        // It is answered by the action of GET, and refused as that is.
        >= 400 and < 500 when exchange is { Method: "OPTIONS", MediaType: "application/problem+json" } => JudgeBody(exchange, Problem),
        422 when exchange is { Method: "OPTIONS", MediaType: "application/json" } => JudgeBody(exchange, Validation),
        204 when exchange is { Method: "OPTIONS" } => exchange.Header("Allow") is null ? "OPTIONS has no header Allow" : null,
        _ when isPath || exchange.Path.StartsWith("/api", StringComparison.Ordinal) =>
            $"{exchange.Status} is not documented: {exchange.Shown}",
        // Files for browsers are none of the APIs' business.
        _ => null,
    };

    private static string? JudgeBody(Exchange exchange, JsonSchemas.Rule schema)
    {
        if (!IsJson().IsMatch(exchange.MediaType!))
            return null;
        using var document = JsonDocument.Parse(exchange.Body);
        return schema(document.RootElement) is { } fault ? $"{exchange.Status} as {exchange.MediaType}: {fault}" : null;
    }

    private static string? JudgeRequest(Exchange exchange, ApiOperation operation)
    {
        if (exchange.RequestBody.IsEmpty || !operation.HasRequest || HttpMethods.IsGet(exchange.Method) || exchange.IsHead)
            return null;
        var json = exchange.RequestBody.Span is [0xEF, 0xBB, 0xBF, ..] ? exchange.RequestBody[3..] : exchange.RequestBody;
        using var document = JsonDocument.Parse(json);
        return operation.JudgeRequest(document.RootElement) is { } fault ? $"accepted, but not documented: {fault}" : null;
    }

    [GeneratedRegex(@"^application/(.*\+)?json$")]
    private static partial Regex IsJson();
}

/// <summary>A request and its response, from any client.</summary>
/// <param name="Path">Behind the path base.</param>
/// <param name="MediaType">Without parameters; null for none.</param>
/// <param name="Header">The value of a header; null where it is not there.</param>
public sealed record Exchange(
    string Method, string Path, ReadOnlyMemory<byte> RequestBody, int Status, string? MediaType, Func<string, string?> Header, byte[] Body)
{
    internal bool IsHead => HttpMethods.IsHead(Method);

    internal string Shown => System.Text.Encoding.UTF8.GetString(Body);
}
