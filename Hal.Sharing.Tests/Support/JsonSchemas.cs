using System.Collections.Concurrent;
using System.Text.Json;
using Json.Schema;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// Checks values against the schemas of one document, by JSON Schema, draft 2020-12. An unknown keyword is an error. Formats are
/// checked. A <c>$</c> at the end of a <c>pattern</c> also accepts a final line feed, as in .NET.
/// </summary>
public sealed class JsonSchemas
{
    private const int MostErrors = 10;
    private static readonly Uri Base = new("https://document.test/");
    private static readonly EvaluationOptions Flag = new() { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };
    private static readonly EvaluationOptions List = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonElement _document;
    private readonly BuildOptions _options;
    private readonly Lock _building = new();
    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _built = new(StringComparer.Ordinal);

    public JsonSchemas(JsonElement document)
    {
        _document = document;
        _options = new()
        {
            SchemaRegistry = new(),
            Dialect = Dialect.Draft202012.With([], id: null, allowUnknownKeywords: false),
        };
        _options.SchemaRegistry.Register(new JsonElementBaseDocument(document, Base));
    }

    /// <summary>Returns null if the value is valid, otherwise up to ten errors with their locations.</summary>
    public delegate string? Rule(JsonElement value);

    /// <summary>Returns the rule of the schema at a pointer, such as <c>#/components/schemas/share</c>.</summary>
    public Rule At(string pointer) => Compile($$"""{ "$ref": "{{pointer}}" }""");

    /// <summary>Returns the rule of a schema whose references point into the document. Builds equal schemas once, at first use.</summary>
    public Rule Compile(JsonElement schema) => Compile(schema.GetRawText());

    /// <summary>Returns the value at a pointer. Throws if there is none.</summary>
    public JsonElement Resolve(string pointer) =>
        pointer.Split('/').Skip(1).Select(Uri.UnescapeDataString).Aggregate(_document, (node, step) => node.GetProperty(
            step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    private Rule Compile(string text)
    {
        var schema = _built.GetOrAdd(text, _ => new(() => Build(text)));
        return value => schema.Value.Evaluate(value, Flag).IsValid ? null : Errors(schema.Value.Evaluate(value, List));
    }

    // The schema has an address of its own, so references must be absolute. Building changes the registry.
    private JsonSchema Build(string text)
    {
        lock (_building)
            return JsonSchema.FromText(text.Replace("\"#/", $"\"{Base}#/", StringComparison.Ordinal), _options);
    }

    private static string Errors(EvaluationResults results)
    {
        var errors = from result in (results.Details ?? []).Prepend(results)
                     where result.Errors is not null
                     from error in result.Errors!
                     select $"{result.InstanceLocation}: {error.Key}: {error.Value}";
        return string.Join("; ", errors.Distinct().Take(MostErrors));
    }
}
