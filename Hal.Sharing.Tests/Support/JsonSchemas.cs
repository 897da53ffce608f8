using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// JSON Schema, draft 2020-12, as far as the schemas of this API go. A keyword that it does not know is an error and never a pass. (The
/// packages for it cannot be restored, or count validations by the hour.)
/// </summary>
/// <param name="document">What <c>$ref</c> points into.</param>
public sealed class JsonSchemas(JsonElement document)
{
    // What says something about a value and nothing against it.
    private static readonly HashSet<string> Annotations =
        ["$schema", "$defs", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "then", "else"];

    private readonly Dictionary<string, Rule> _compiled = new(StringComparer.Ordinal);
    private readonly Lock _compiling = new();

    /// <summary>Null where the value fits; otherwise the first thing that does not, and where.</summary>
    public delegate string? Rule(JsonElement value);

    /// <summary>The schema at a pointer, <c>#/components/schemas/share</c>; parsed once.</summary>
    public Rule At(string pointer)
    {
        lock (_compiling)
        {
            if (_compiled.TryGetValue(pointer, out var known))
                return known;
            // Put there before it is ready, for a schema may contain itself.
            Rule? ready = null;
            _compiled[pointer] = value => ready!(value);
            return _compiled[pointer] = ready = Compile(Resolve(pointer));
        }
    }

    public Rule Compile(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.GetBoolean() ? _ => null : value => $"{Shown(value)} must not be there";
        Rule[] rules = [.. schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)).Select(keyword => Keyword(keyword, schema))];
        return value =>
        {
            foreach (var rule in rules)
                if (rule(value) is { } fault)
                    return fault;
            return null;
        };
    }

    /// <summary>What a pointer leads to; throws where there is nothing.</summary>
    public JsonElement Resolve(string pointer) => pointer.Split('/').Skip(1).Aggregate(document, (node, step) =>
        node.GetProperty(Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    private Rule Keyword(JsonProperty keyword, JsonElement schema) => keyword.Name switch
    {
        "$ref" => At(keyword.Value.GetString()!),
        "allOf" => All(Rules(keyword.Value)),
        "anyOf" => Count(Rules(keyword.Value), count => count > 0),
        "oneOf" => Count(Rules(keyword.Value), count => count == 1),
        "not" => Not(Compile(keyword.Value)),
        "type" => SchemaKeywords.Type(keyword.Value),
        "enum" => SchemaKeywords.OneOf([.. keyword.Value.EnumerateArray()]),
        "const" => SchemaKeywords.OneOf([keyword.Value]),
        "required" => SchemaKeywords.Required([.. keyword.Value.EnumerateArray().Select(name => name.GetString()!)]),
        "properties" => Members(schema),
        // Both count what the keyword before has left: they are part of it.
        "patternProperties" or "additionalProperties" => schema.TryGetProperty("properties", out _) ? _ => null : Members(schema),
        "items" => Items(Compile(keyword.Value)),
        _ => SchemaKeywords.Limit(keyword),
    };

    private Rule[] Rules(JsonElement schemas) => [.. schemas.EnumerateArray().Select(Compile)];

    private static Rule All(Rule[] rules) => value => rules.Select(rule => rule(value)).FirstOrDefault(fault => fault is not null);

    private static Rule Count(Rule[] rules, Predicate<int> fits) => value =>
        fits(rules.Count(rule => rule(value) is null)) ? null : $"{Shown(value)} fits not the right number of: {string.Join(" | ", rules.Select(rule => rule(value) ?? "fits"))}";

    private static Rule Not(Rule rule) => value => rule(value) is null ? $"{Shown(value)} fits what it must not" : null;

    private static Rule Items(Rule rule) => value =>
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (rule(item) is { } fault)
                return $"/{index}{Joined(fault)}";
            index++;
        }
        return null;
    };

    private Rule Members(JsonElement schema)
    {
        var named = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(member => member.Name, member => Compile(member.Value), StringComparer.Ordinal) : [];
        var patterns = schema.TryGetProperty("patternProperties", out var patterned)
            ? patterned.EnumerateObject().Select(member => (Name: SchemaKeywords.Pattern(member.Name), Rule: Compile(member.Value))).ToArray() : [];
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? Compile(additional) : null;
        return value =>
        {
            if (value.ValueKind != JsonValueKind.Object)
                return null;
            foreach (var member in value.EnumerateObject())
                if (Judge(member) is { } fault)
                    return $"/{member.Name}{Joined(fault)}";
            return null;
        };

        string? Judge(JsonProperty member)
        {
            var isNamed = named.TryGetValue(member.Name, out var rule);
            var fault = isNamed ? rule!(member.Value) : null;
            foreach (var (name, patternRule) in patterns)
            {
                if (!name.IsMatch(member.Name))
                    continue;
                isNamed = true;
                fault ??= patternRule(member.Value);
            }
            return isNamed ? fault : others?.Invoke(member.Value);
        }
    }

    private static string Joined(string fault) => fault[0] == '/' ? fault : $": {fault}";

    // What has members or items is only named: anyOf finds faults at every turn, and nobody reads most of them.
    internal static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? $"this {value.ValueKind}" : value.GetRawText() is { Length: > 100 } text ? $"{text[..100]}…" : value.GetRawText();
}
