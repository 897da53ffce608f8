using System.Collections.Frozen;
using System.Text.Json;
using Hal.Sharing.Api.OpenApi;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.Support;

/// <summary>The OpenAPI document as something to judge answers by; read once for all tests.</summary>
public sealed class ApiOperations
{
    private readonly List<(string[] Segments, FrozenDictionary<string, ApiOperation> ByMethod)> _paths = [];

    private ApiOperations(JsonElement document)
    {
        Document = document;
        Schemas = new JsonSchemas(document);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var operations = path.Value.EnumerateObject().ToFrozenDictionary(
                operation => operation.Name, operation => new ApiOperation(operation.Value, Schemas), StringComparer.OrdinalIgnoreCase);
            _paths.Add((path.Name.Trim('/').Split('/'), operations));
        }
        // me before {id}, as routing has it.
        _paths.Sort((one, other) => Parameters(one.Segments).CompareTo(Parameters(other.Segments)));
    }

    public static ApiOperations All { get; } = new(JsonSerializer.SerializeToElement(OpenApiDocument.Create()));

    public JsonElement Document { get; }

    /// <summary>How many operations there are.</summary>
    public int Count => _paths.Sum(path => path.ByMethod.Count);

    public JsonSchemas Schemas { get; }

    /// <summary>Whether there is something at this address at all, and what the method does there; HEAD does what GET does.</summary>
    public (bool IsPath, ApiOperation? Operation) Find(string method, string path)
    {
        var isPath = false;
        // Routing takes one slash at the end or leaves it, and no two of them anywhere.
        var segments = (path.Length > 1 && path.EndsWith('/') ? path[1..^1] : path[1..]).Split('/')
            .Select(Uri.UnescapeDataString).ToArray();
        foreach (var (pattern, byMethod) in _paths)
        {
            if (!Matches(pattern, segments))
                continue;
            isPath = true;
            if (byMethod.TryGetValue(HttpMethods.IsHead(method) ? "GET" : method, out var operation))
                return (true, operation);
        }
        return (isPath, null);
    }

    private static int Parameters(string[] segments) => segments.Count(segment => segment[0] == '{');

    // Routing takes letters of either case, and what is percent-encoded for what it stands for.
    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(pair =>
            pair.First[0] == '{' ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
