using System.Collections.Frozen;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>One operation of the OpenAPI document: what may be sent, and every answer that it can have.</summary>
public sealed class ApiOperation
{
    private readonly FrozenDictionary<string, ApiAnswer> _answers;
    private readonly JsonSchemas.Rule? _request;

    public ApiOperation(JsonElement operation, JsonSchemas schemas)
    {
        Id = operation.GetProperty("operationId").GetString()!;
        _answers = operation.GetProperty("responses").EnumerateObject().ToFrozenDictionary(
            answer => answer.Name, answer => new ApiAnswer(answer.Value, schemas));
        if (operation.TryGetProperty("requestBody", out var body))
            _request = schemas.At(
                body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!);
    }

    public string Id { get; }

    /// <summary>Null for a status that the document does not have.</summary>
    public ApiAnswer? Answer(int status) => _answers.GetValueOrDefault(status.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Whether the operation reads a body; without one, it ignores what is sent.</summary>
    public bool HasRequest => _request is not null;

    /// <summary>What is wrong with a body that the server has taken; null: nothing.</summary>
    public string? JudgeRequest(JsonElement body) => _request?.Invoke(body);
}

/// <summary>An answer that an operation can have.</summary>
public sealed class ApiAnswer
{
    private readonly string[] _headers;
    private readonly FrozenDictionary<string, JsonSchemas.Rule> _content;

    public ApiAnswer(JsonElement answer, JsonSchemas schemas)
    {
        answer = Follow(answer, schemas);
        _headers = answer.TryGetProperty("headers", out var headers)
            ? [.. headers.EnumerateObject().Where(header => IsRequired(Follow(header.Value, schemas))).Select(header => header.Name)] : [];
        _content = (answer.TryGetProperty("content", out var content) ? content.EnumerateObject() : default)
            .ToFrozenDictionary(type => type.Name, type => schemas.Compile(type.Value.GetProperty("schema")));
    }

    public IReadOnlyList<string> RequiredHeaders => _headers;

    public bool HasContent => _content.Count > 0;

    /// <summary>Null for a media type that the document does not have here.</summary>
    public JsonSchemas.Rule? Schema(string? mediaType) => mediaType is null ? null : _content.GetValueOrDefault(mediaType);

    private static bool IsRequired(JsonElement header) => header.TryGetProperty("required", out var required) && required.GetBoolean();

    private static JsonElement Follow(JsonElement node, JsonSchemas schemas) =>
        node.TryGetProperty("$ref", out var reference) ? schemas.Resolve(reference.GetString()!) : node;
}
