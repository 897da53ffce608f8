using System.Globalization;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Expands the abbreviations of the files into components: a response by its schema (<c>"200": "share"</c>; JSON and HAL schema if they
/// differ; <c>"history events"</c> if there is also a stream of events), an error by its problem types
/// (<c>"409": "id-taken conflict"</c>), a request body by its schema.
/// </summary>
internal sealed class Responses(JsonObject components)
{
    private const string Problem = "application/problem+json";
    private const string EventsOf = "events";

    private readonly JsonObject _responses = components["responses"]!.AsObject();
    private readonly JsonObject _schemas = components["schemas"]!.AsObject();
    private readonly JsonObject _examples = components["examples"]!.AsObject();

    /// <summary>Throws if there is no problem type of this name.</summary>
    public static ProblemType TypeOf(string name) =>
        ProblemType.Find(name) ?? throw new InvalidOperationException($"There is no problem type '{name}'.");

    public void Expand(JsonObject operation)
    {
        if (operation["requestBody"] is JsonValue body)
            operation["requestBody"] = Request(body.GetValue<string>(), isRequired: true);
        else if (operation["requestBody"] is JsonObject optional && optional["optional"] is { } name)
            operation["requestBody"] = Request(name.GetValue<string>(), isRequired: false);

        var responses = operation["responses"]!.AsObject();
        foreach (var (status, response) in responses.ToList())
            if (response is JsonValue names)
                responses[status] = Component(status, names.GetValue<string>().Split(' '), operation["x-problems"]);
    }

    private JsonObject Component(string status, string[] names, JsonNode? occurrences)
    {
        var isError = status[0] is '4' or '5';
        var key = $"{status}.{string.Join('.', names)}";
        if (!_responses.ContainsKey(key))
            _responses.Add(key, isError ? Error(status, names) : Document(status, names));
        var reference = Reference("responses", key);
        // A description beside a reference replaces that of the component (OpenAPI 3.1, Reference Object).
        if (isError && names.Any(name => occurrences?[name] is not null))
            reference["description"] = Describe(names, occurrences);
        return reference;
    }

    private static string Describe(string[] names, JsonNode? occurrences = null) => string.Join("; or: ", names.Select(name =>
        $"{TypeOf(name).Title} (`{name}`){(occurrences?[name] is { } when ? $": {when}" : "")}"));

    private JsonObject Document(string status, string[] schemas)
    {
        var headers = References("headers", "Cache-Control", "Vary", "ETag", "Link", "Content-Location", "Preference-Applied", "RateLimit",
            "RateLimit-Policy");
        if (status == "201")
            headers["Location"] = Reference("headers", "Location");
        return new()
        {
            ["description"] = _schemas[schemas[0]]!["description"]!.DeepClone(),
            ["headers"] = headers,
            ["content"] = schemas switch
            {
                [var page, EventsOf] => Events(page),
                [var json, var hal] => Content((MediaTypes.Json, json), (MediaTypes.Hal, hal), (MediaTypes.HalForms, hal)),
                [var hal] when IsHal(hal) => Content((MediaTypes.Hal, hal), (MediaTypes.Json, hal), (MediaTypes.HalForms, hal)),
                _ => Content((MediaTypes.Json, schemas[0])),
            },
        };
    }

    private static JsonObject Error(string status, string[] names)
    {
        var response = new JsonObject { ["description"] = Describe(names) };
        var headers = status switch
        {
            "401" => References("headers", "WWW-Authenticate"),
            "405" => References("headers", "Allow"),
            "415" => References("headers", "Accept"),
            "429" => References("headers", "Retry-After", "RateLimit", "RateLimit-Policy"),
            "503" => References("headers", "Retry-After"),
            _ => null,
        };
        if (headers is not null)
            response["headers"] = headers;
        response["content"] = new JsonObject
        {
            [Problem] = new JsonObject
            {
                // Not all tools read what is beside a $ref.
                ["schema"] = new JsonObject
                {
                    ["allOf"] = new JsonArray(Reference("schemas", "problem"), new JsonObject
                    {
                        ["properties"] = new JsonObject
                        {
                            ["type"] = new JsonObject { ["pattern"] = $"/problems/({string.Join('|', names)})$" },
                            ["status"] = new JsonObject { ["const"] = int.Parse(status, CultureInfo.InvariantCulture) },
                        },
                    }),
                },
                ["examples"] = References("examples", [.. names.Select(name => $"problem.{name}")]),
            },
        };
        // A browser that opens an address of the API gets a page with the same status.
        if (status == "401")
            response["content"]!["text/html"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        return response;
    }

    private JsonObject Request(string schema, bool isRequired) => new()
    {
        ["description"] = _schemas[schema]!["description"]!.DeepClone(),
        ["required"] = isRequired,
        ["content"] = Content((MediaTypes.Json, schema), (MediaTypes.Hal, schema), (MediaTypes.HalForms, schema)),
    };

    private JsonObject Content(params (string MediaType, string Schema)[] representations)
    {
        var content = new JsonObject();
        foreach (var (mediaType, schema) in representations)
        {
            content[mediaType] = new JsonObject { ["schema"] = Reference("schemas", schema) };
            if (ExamplesOf(schema, mediaType) is { Length: > 0 } names)
                content[mediaType]!["examples"] = References("examples", names);
        }
        return content;
    }

    private JsonObject Events(string page)
    {
        var content = Content((MediaTypes.Hal, page), (MediaTypes.Json, page), (MediaTypes.HalForms, page));
        content[MediaTypes.EventStream] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        return content;
    }

    /// <summary>Examples with templates are examples of HAL-FORMS only.</summary>
    private string[] ExamplesOf(string schema, string mediaType) =>
        [.. from example in _examples
            where example.Key == schema || example.Key.StartsWith(schema + ".", StringComparison.Ordinal)
            where mediaType == MediaTypes.HalForms || example.Value!["value"] is not JsonObject value || !value.ContainsKey("_templates")
            select example.Key];

    private bool IsHal(string schema) => _schemas[schema]!["properties"] is JsonObject members && members.ContainsKey("_links");

    private static JsonObject References(string kind, params string[] names) =>
        new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Reference(kind, name))));

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };
}
