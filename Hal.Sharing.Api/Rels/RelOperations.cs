using System.Globalization;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.OpenApi;
using Microsoft.AspNetCore.WebUtilities;

namespace Hal.Sharing.Api.Rels;

/// <summary>Finds the operations that each relation leads to, in the OpenAPI document.</summary>
public static class RelOperations
{
    private const string ProblemPrefix = "problem.";

    private static readonly string[] Methods = ["get", "put", "post", "delete"];
    private static readonly JsonObject Document = OpenApiDocument.Create();
    private static readonly SchemaReader Schemas = new(Document);
    private static readonly ILookup<string, RelOperation> ByRelation = Read();

    /// <summary>Returns the operations, those that change a resource at a known address before those that create one.</summary>
    public static IEnumerable<RelOperation> Of(Rel rel) => ByRelation[rel.ShortName];

    private static ILookup<string, RelOperation> Read()
    {
        var operations = from path in Document["paths"]!.AsObject().Concat(Document["x-pages"]!.AsObject())
                         from operation in path.Value!.AsObject()
                         orderby Array.IndexOf(Methods, operation.Key)
                         from relation in operation.Value!["x-relations"]?.AsArray() ?? []
                         select (Relation: $"{relation}", Operation: Read(path.Key, operation.Key, operation.Value));
        return operations.ToLookup(found => found.Relation, found => found.Operation);
    }

    private static RelOperation Read(string path, string method, JsonNode operation)
    {
        var members = Parameters(operation).ToList();
        var query = string.Join(',', from member in members where member.Place == "query" select member.Name);
        var responses = operation["responses"]!.AsObject()
            .Select(response => (Status: int.Parse(response.Key, CultureInfo.InvariantCulture), Content: Schemas.Follow(response.Value!)))
            .ToList();
        return new(
            method.ToUpperInvariant(),
            query.Length > 0 ? $"{path}{{?{query}}}" : path,
            $"{operation["summary"]}.\n\n{operation["description"]}",
            operation["requestBody"] is { } body ? new(NameOf(BodySchema(body))!, $"{body["description"]}") : null,
            [.. members, .. Properties(operation["requestBody"])],
            [.. responses.Where(response => response.Status < 400).SelectMany(response => Responses(response.Status, response.Content))],
            Problems(responses.SelectMany(response => ProblemNames(response.Content)), operation["x-problems"]),
            operation["x-example"] is { } example ? Example(method, responses.Min(response => response.Status), example) : null);
    }

    private static IEnumerable<RelMember> Parameters(JsonNode operation) =>
        from node in operation["parameters"]?.AsArray() ?? []
        let parameter = Schemas.Follow(node)
        let schema = parameter["schema"]!.AsObject()
        select Member($"{parameter["name"]}", $"{parameter["in"]}", schema, parameter["required"], $"{parameter["description"]}");

    /// <summary>Returns the properties that a client sets; those that are ignored are read-only.</summary>
    private static IEnumerable<RelMember> Properties(JsonNode? body)
    {
        if (body is null)
            return [];
        var schema = Schemas.Follow(BodySchema(body));
        return from property in schema["properties"]!.AsObject()
               let definition = property.Value.AsObject()
               where Schemas.Keyword(definition, "readOnly") is null
               let isRequired = schema["required"]?.AsArray().Any(name => $"{name}" == property.Key)
               select Member(property.Key, "body", definition, isRequired, Schemas.Description(definition));
    }

    private static RelMember Member(string name, string place, JsonObject schema, JsonNode? isRequired, string description) =>
        new(name, place, $"{Schemas.Type(schema)}{((bool?)isRequired is true ? ", required" : "")}", description);

    private static IEnumerable<RelResponse> Responses(int status, JsonObject response)
    {
        var description = $"{response["description"]}";
        return response["content"] is { } content
            ? from mediaType in content.AsObject()
              group mediaType.Key by NameOf(mediaType.Value!["schema"]!) into mediaTypes
              select new RelResponse(status, mediaTypes.Key, [.. mediaTypes], description)
            : [new(status, null, [], description)];
    }

    private static IReadOnlyList<(ProblemType Type, string? When)> Problems(IEnumerable<string> names, JsonNode? occurrences) =>
    [
        .. from name in (occurrences?.AsObject() ?? []).Select(occurrence => occurrence.Key).Union(names)
           let type = ProblemType.Find(name)!
           orderby type.Status
           select (type, occurrences?[name]?.ToString()),
    ];

    private static IEnumerable<string> ProblemNames(JsonObject response) =>
        from content in response["content"]?.AsObject() ?? []
        from example in content.Value!["examples"]?.AsObject() ?? []
        where example.Key.StartsWith(ProblemPrefix, StringComparison.Ordinal)
        select example.Key[ProblemPrefix.Length..];

    private static RelExample Example(string method, int status, JsonNode example)
    {
        var caller = (example["as"], example["by"]) switch
        {
            (null, _) => "",
            ({ } user, null) => $" (as {user})",
            ({ } user, { } party) => $" (as {user}, by {party})",
        };
        return new(
            $"{method.ToUpperInvariant()} {example["path"]}{caller}{Text(example["request"])}",
            $"{status} {ReasonPhrases.GetReasonPhrase(status)}{Text(example["response"])}");
    }

    private static string Text(JsonNode? example) => example is null ? "" : $"\n\n{OpenApiFiles.ReadText($"examples/{example}").TrimEnd()}";

    private static JsonNode BodySchema(JsonNode body) => body["content"]![MediaTypes.Json]!["schema"]!;

    /// <summary>Returns the name of a component; null for a schema in place.</summary>
    private static string? NameOf(JsonNode schema) => schema["$ref"]?.ToString().Split('/')[^1];
}
