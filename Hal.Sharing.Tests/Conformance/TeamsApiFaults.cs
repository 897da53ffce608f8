using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>The faults of requests to the teams API, in the format of that API.</summary>
internal static class TeamsApiFaults
{
    public static Answer Answer(Session session, params JsonObject[] faults) =>
        new Answer(422, Json.Object(("detail", new JsonArray([.. faults]))), session.World).WithHeader("Content-Type", Media.Json);

    /// <summary>Reads the body as an object, or returns the fault that prevents it.</summary>
    public static (JsonObject? Body, JsonObject? Fault) Read(ApiRequest request) => request.Body is null
        ? (null, Of("missing", "The request has no body; send a JSON object.", "body"))
        : JsonNode.Parse(request.Body) is JsonObject body ? (body, null)
        : (null, Of("model_attributes_type", $"The body is {request.Body}; send a JSON object.", "body"));

    public static JsonObject Missing(string property) => Of("missing", "Field required", "body", property);

    /// <param name="path">Where the fault is, from the outside in.</param>
    public static JsonObject Of(string type, string message, params JsonNode[] path) =>
        Json.Object(("loc", new JsonArray(path)), ("msg", message), ("type", type));
}
