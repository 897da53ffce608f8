using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>Adds to an operation what all of its kind have, from <c>common.json</c>. What the operation states stays.</summary>
internal static class CommonParts
{
    private static readonly string[] TeamsApiTags = ["teams API", "delegated tokens"];

    public static void AddTo(JsonObject operation, string method, JsonObject common)
    {
        foreach (var kind in Kinds(operation, method))
        {
            var part = common[kind]!;
            foreach (var (status, response) in part["responses"]!.AsObject())
                operation["responses"]!.AsObject().TryAdd(status, response!.DeepClone());
            foreach (var parameter in part["parameters"]?.AsArray() ?? [])
                operation["parameters"]!.AsArray().Add(parameter!.DeepClone());
        }
    }

    /// <summary>Returns the most specific kind first.</summary>
    private static IEnumerable<string> Kinds(JsonObject operation, string method)
    {
        var isAnonymous = operation["security"] is JsonArray { Count: 0 };
        if (method is "put" or "delete")
            yield return "change";
        if (operation.ContainsKey("requestBody"))
            yield return "withBody";
        if (method == "get" && !isAnonymous)
            yield return "read";
        if (!isAnonymous)
        {
            yield return IsOfTeamsApi(operation) ? "ofTeamsApi" : "ofSharingApi";
            yield return "withCaller";
        }
        yield return "any";
    }

    private static bool IsOfTeamsApi(JsonObject operation) =>
        operation["tags"]!.AsArray().Any(tag => TeamsApiTags.Contains(tag!.GetValue<string>()));
}
