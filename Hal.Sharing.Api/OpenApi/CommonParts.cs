using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Gives every operation what all of its kind have: <c>common.json</c> says what, by kind. What an operation says itself stays.
/// </summary>
internal static class CommonParts
{
    private static readonly string[] Changes = ["put", "delete"];
    private static readonly string[] TeamsApiTags = ["teams API", "delegated tokens"];

    public static void AddTo(JsonObject operation, string method, JsonObject common)
    {
        foreach (var kind in Kinds(operation, method))
        {
            var part = common[kind]!.AsObject();
            foreach (var (status, answer) in part["responses"]!.AsObject())
                operation["responses"]!.AsObject().TryAdd(status, answer!.DeepClone());
            if (part["parameters"] is JsonArray parameters)
                Add(operation, parameters);
        }
    }

    private static IEnumerable<string> Kinds(JsonObject operation, string method)
    {
        var needsNobody = operation["security"] is JsonArray { Count: 0 };
        // The most special first: what is there already stays.
        if (Changes.Contains(method))
            yield return "change";
        if (operation.ContainsKey("requestBody"))
            yield return "withBody";
        if (method == "get" && !needsNobody)
            yield return "read";
        if (!needsNobody)
        {
            yield return IsOfTeamsApi(operation) ? "ofTeamsApi" : "ofSharingApi";
            yield return "withCaller";
        }
        yield return "any";
    }

    private static bool IsOfTeamsApi(JsonObject operation) =>
        operation["tags"]!.AsArray().Any(tag => TeamsApiTags.Contains(tag!.GetValue<string>()));

    private static void Add(JsonObject operation, JsonArray parameters)
    {
        var present = operation["parameters"]!.AsArray();
        foreach (var parameter in parameters)
            if (!present.Any(known => JsonNode.DeepEquals(known, parameter)))
                present.Add(parameter!.DeepClone());
    }
}
