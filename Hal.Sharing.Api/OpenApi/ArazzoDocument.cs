using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Builds the Arazzo description of the main stories of this API from <c>stories.json</c>, which names the files of the folder
/// <c>Stories</c> in their order (Arazzo Specification 1.0.1).
/// </summary>
/// <remarks>
/// Its criteria use only what runners agree on: <c>$response.body#</c> instead of <c>$response.body</c>, JSONPath that begins with
/// <c>$..</c>, and no relation in a JSON Pointer, because its colon ends the pointer in some runners.
/// </remarks>
public static class ArazzoDocument
{
    private const string Workflows = "workflows";

    public static JsonObject Create()
    {
        var document = OpenApiFiles.Read("stories");
        document["info"]!["version"] = OpenApiDocument.Version;
        document[Workflows] = new JsonArray(
            [.. document[Workflows]!.AsArray().Select(name => OpenApiFiles.Read($"stories/{name!.GetValue<string>()}"))]);
        return document;
    }
}
