using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>Documents HEAD and OPTIONS, which mean the same everywhere (RFC 9110, sections 9.3.2 and 9.3.7).</summary>
internal static class LiveMethods
{
    public static void AddTo(JsonObject paths, EndpointDataSource endpoints)
    {
        var live = (from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
                    from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                    select (Path: endpoint.RoutePattern.RawText!.Trim('/'), method)).ToHashSet();
        foreach (var (path, item) in paths)
        {
            if (live.Contains((path.Trim('/'), HttpMethods.Head)) && item!["get"] is JsonObject get)
                item["head"] = Head(get);
            if (live.Contains((path.Trim('/'), HttpMethods.Options)))
                item!["options"] = Options(path, item.AsObject());
        }
    }

    private static JsonObject Head(JsonObject get)
    {
        var head = get.DeepClone().AsObject();
        head["operationId"] = $"{get["operationId"]}Head";
        head["summary"] = $"{get["summary"]} (headers only)";
        head.Remove("x-relations");
        head.Remove("x-example");
        return head;
    }

    private static JsonObject Options(string path, JsonObject item)
    {
        var any = item.First(member => member.Value is JsonObject operation && operation.ContainsKey("operationId")).Value!;
        return new()
        {
            ["operationId"] = $"{any["operationId"]}Options",
            ["tags"] = any["tags"]!.DeepClone(),
            ["summary"] = "List the methods that this caller may use",
            ["description"] = "`Allow` has the methods. The same decisions as for links apply.",
            ["parameters"] = new JsonArray([.. Parameters(path)]),
            ["responses"] = Responses(item["get"] ?? any),
        };
    }

    /// <summary>OPTIONS runs the action of GET, and therefore has its errors.</summary>
    private static JsonObject Responses(JsonNode get)
    {
        var responses = new JsonObject { ["204"] = Response("allowed") };
        foreach (var (status, response) in get["responses"]!.AsObject())
            if (status[0] is '4' or '5')
                responses[status] = response!.DeepClone();
        responses.TryAdd("401", Response("401.unauthorized.invalid-token"));
        responses.TryAdd("404", Response("404.not-found"));
        return responses;
    }

    private static JsonObject Response(string name) => new() { ["$ref"] = $"#/components/responses/{name}" };

    private static IEnumerable<JsonNode> Parameters(string path) =>
        from segment in path.Split('/')
        where segment.StartsWith('{')
        select new JsonObject
        {
            ["name"] = segment.Trim('{', '}'),
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
}
