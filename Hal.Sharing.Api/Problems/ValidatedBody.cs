using System.Text.Json;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// Reads the members of a JSON object that was sent to the teams API and collects every fault; it never throws over what a client
/// sent. Members that nobody asks for are ignored, as long as they are unambiguous.
/// </summary>
public sealed class ValidatedBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonSyntax.MaxDepth };
    private readonly List<ValidationFault> _faults = [];
    private readonly JsonElement _object;

    /// <param name="bytes">The body; empty for none.</param>
    public ValidatedBody(ReadOnlyMemory<byte> bytes)
    {
        if (Parse(bytes) is not { } json)
            return;
        if (json.ValueKind == JsonValueKind.Object)
            _object = json;
        else
            Fault("model_attributes_type", $"Input should be a valid dictionary or object to extract fields from, not {Truncate.Json(json)}", "body");
        foreach (var ambiguity in JsonAmbiguity.Find(json, ValidationResult.MaxFaults))
            _faults.Add(Explain(ambiguity));
    }

    public IReadOnlyList<ValidationFault> Faults => _faults;

    /// <summary>A text; null where it is absent, null or faulty.</summary>
    public string? Text(string name, bool required)
    {
        if (Find(name, required) is not { } value || (!required && value.ValueKind == JsonValueKind.Null))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return JsonText.Read(value);
        Fault("string_type", $"Input should be a valid string, not {Truncate.Json(value)}", "body", name);
        return null;
    }

    /// <summary>A list with at least one item, whose items are of <paramref name="choices"/>; what is faulty is left out.</summary>
    public IReadOnlyList<string> Choices(string name, IReadOnlyList<string> choices, int maxCount)
    {
        if (Find(name, required: true) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            return Refuse("list_type", $"Input should be a valid list, not {Truncate.Json(value)}", name);
        var count = value.GetArrayLength();
        if (count == 0)
            return Refuse("too_short", "List should have at least 1 item after validation, not 0", name);
        if (count > maxCount)
            return Refuse("too_long", $"List should have at most {maxCount} items after validation, not {count}", name);

        var chosen = new List<string>(count);
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && JsonText.Read(item) is { } text && choices.Contains(text))
                chosen.Add(text);
            else
                Fault("enum", $"Input should be {Either(choices)}, not {Truncate.Json(item)}", "body", name, index);
        }
        return chosen;
    }

    private JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            Fault("missing", "Field required", "body");
            return null;
        }
        if (!Utf8.IsValid(bytes.Span))
        {
            Fault("json_invalid", "JSON decode error: the body is not UTF-8", "body", 0);
            return null;
        }
        var text = bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            var (offset, detail) = JsonSyntax.Find(text.Span) ?? (0, "the body is not valid JSON");
            Fault("json_invalid", $"JSON decode error: {detail}", "body", offset);
            return null;
        }
    }

    private JsonElement? Find(string name, bool required)
    {
        if (_object.ValueKind == JsonValueKind.Undefined)
            return null;
        if (_object.TryGetProperty(name, out var value))
            return value;
        if (required)
            Fault("missing", "Field required", "body", name);
        return null;
    }

    private IReadOnlyList<string> Refuse(string type, string message, string name)
    {
        Fault(type, message, "body", name);
        return [];
    }

    private void Fault(string type, string message, params IReadOnlyList<object> location) =>
        _faults.Add(new(type, message, location));

    private static string Either(IReadOnlyList<string> choices) =>
        $"{string.Join(", ", choices.SkipLast(1).Select(choice => $"'{choice}'"))} or '{choices[^1]}'";

    private static ValidationFault Explain(Ambiguity ambiguity)
    {
        IReadOnlyList<object> location = ["body", .. ambiguity.Place];
        return ambiguity.Kind == AmbiguityKind.DuplicateName
            ? new("duplicate_member", "Duplicate property; send it once", location)
            : new("string_unicode", "Input should be a valid string: this one has half of a surrogate pair", location);
    }
}
