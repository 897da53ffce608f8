using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Spells out what the files abbreviate: an answer by the name of its schema (<c>"200": "share"</c>), an error by the types that the
/// problem can have (<c>"409": "id-taken changed-meanwhile"</c>), a request body by the name of its schema. Each becomes a component once.
/// </summary>
internal sealed class Answers(JsonObject components)
{
    private const string Forms = "application/prs.hal-forms+json";
    private const string Problem = "application/problem+json";

    private readonly JsonObject _responses = components["responses"]!.AsObject();
    private readonly JsonObject _schemas = components["schemas"]!.AsObject();
    private readonly JsonObject _examples = components["examples"]!.AsObject();

    public void SpellOut(JsonObject operation)
    {
        if (operation["requestBody"] is JsonValue body)
            operation["requestBody"] = Request(body.GetValue<string>(), isRequired: true);
        else if (operation["requestBody"] is JsonObject { } optional && optional["optional"] is JsonValue name)
            operation["requestBody"] = Request(name.GetValue<string>(), isRequired: false);

        var answers = operation["responses"]!.AsObject();
        foreach (var (status, answer) in answers.ToList())
            if (answer is JsonValue brief)
                answers[status] = Component(status, brief.GetValue<string>());
    }

    private JsonObject Component(string status, string names)
    {
        var key = $"{status}.{names.Replace(' ', '.')}";
        if (!_responses.ContainsKey(key))
            _responses.Add(key, status[0] is '4' or '5' ? Error(status, names.Split(' ')) : Document(status, names));
        return new() { ["$ref"] = $"#/components/responses/{key}" };
    }

    private JsonObject Document(string status, string schema)
    {
        string[] mediaTypes = IsHal(schema) ? [MediaTypes.Hal, MediaTypes.Json, Forms] : [MediaTypes.Json];
        var headers = References("headers", "Cache-Control", "Vary", "ETag", "Link", "Content-Location", "Preference-Applied");
        if (status == "201")
            headers["Location"] = Reference("headers", "Location");
        return new()
        {
            ["description"] = _schemas[schema]!["description"]!.DeepClone(),
            ["headers"] = headers,
            ["content"] = Content(mediaTypes, schema),
        };
    }

    private static JsonObject Error(string status, string[] names)
    {
        var types = names.Select(name => ProblemType.Find(name) ?? throw new InvalidOperationException($"There is no problem '{name}'.")).ToList();
        var answer = new JsonObject { ["description"] = string.Join("; or: ", types.Select(type => $"{type.Title} (`{type.Name}`)")) };
        var headers = status switch
        {
            "401" => References("headers", "WWW-Authenticate"),
            "405" => References("headers", "Allow"),
            "415" => References("headers", "Accept"),
            "429" or "503" => References("headers", "Retry-After"),
            _ => null,
        };
        if (headers is not null)
            answer["headers"] = headers;
        answer["content"] = new JsonObject
        {
            [Problem] = new JsonObject
            {
                ["schema"] = new JsonObject
                {
                    ["$ref"] = "#/components/schemas/problem",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["pattern"] = $"/problems/({string.Join('|', names)})$" },
                        ["status"] = new JsonObject { ["const"] = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture) },
                    },
                },
                ["examples"] = References("examples", [.. names.Select(name => $"problem.{name}")]),
            },
        };
        // A browser that opens an address of the API gets a page, inside the same status.
        if (status == "401")
            answer["content"]!["text/html"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        return answer;
    }

    private JsonObject Request(string schema, bool isRequired) => new()
    {
        ["description"] = _schemas[schema]!["description"]!.DeepClone(),
        ["required"] = isRequired,
        ["content"] = Content([MediaTypes.Json, MediaTypes.Hal, MediaTypes.HalForms], schema),
    };

    private JsonObject Content(string[] mediaTypes, string schema)
    {
        var content = new JsonObject();
        foreach (var mediaType in mediaTypes)
        {
            var answer = new JsonObject { ["schema"] = Reference("schemas", schema) };
            if (ExamplesOf(schema, mediaType) is { Length: > 0 } names)
                answer["examples"] = References("examples", names);
            content[mediaType] = answer;
        }
        return content;
    }

    /// <summary>Those with templates are examples of HAL-FORMS alone.</summary>
    private string[] ExamplesOf(string schema, string mediaType) =>
        [.. from example in _examples
            where example.Key == schema || example.Key.StartsWith(schema + ".", StringComparison.Ordinal)
            where mediaType == Forms || example.Value!["value"] is not JsonObject value || !value.ContainsKey("_templates")
            select example.Key];

    private bool IsHal(string schema) => _schemas[schema]!["properties"] is JsonObject members && members.ContainsKey("_links");

    private static JsonObject References(string kind, params string[] names) =>
        new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Reference(kind, name))));

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };
}
