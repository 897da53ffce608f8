using System.Text.Json;

namespace Hal.Sharing.Api.Problems;

/// <summary>
/// Reads the properties of a body of the teams API and collects all faults. It never throws because of what a client sent. Unknown
/// properties are ignored, unless they are ambiguous.
/// </summary>
public sealed class ValidatedBody
{
    private readonly List<Fault> _faults = [];
    private readonly JsonElement _object;

    /// <param name="bytes">The body; empty for none.</param>
    public ValidatedBody(ReadOnlySpan<byte> bytes)
    {
        (_object, var fault) = JsonBody.Read(bytes);
        if (fault is not null)
            _faults.Add(fault);
        else
            _faults.AddRange(JsonAmbiguity.Find(_object, ValidationResult.MaxFaults));
    }

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Returns a string; null if it is absent, null or faulty.</summary>
    public string? Text(string name, bool required)
    {
        if (Find(name, required) is not { } value || (!required && value.ValueKind == JsonValueKind.Null))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return JsonText.Read(value);
        Add("string_type", $"Input should be a valid string, not {Truncate.Json(value)}", name);
        return null;
    }

    /// <summary>Returns the valid items of a list that must have at least one item, all of them of <paramref name="choices"/>.</summary>
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
                Add("enum", $"Input should be {Either(choices)}, not {Truncate.Json(item)}", name, index);
        }
        return chosen;
    }

    private JsonElement? Find(string name, bool required)
    {
        if (_object.ValueKind == JsonValueKind.Undefined)
            return null;
        if (_object.TryGetProperty(name, out var value))
            return value;
        if (required)
            Add("missing", "Field required", name);
        return null;
    }

    private IReadOnlyList<string> Refuse(string kind, string detail, string name)
    {
        Add(kind, detail, name);
        return [];
    }

    private void Add(string kind, string detail, params IEnumerable<object> path) => _faults.Add(Fault.InBody(path, detail, kind));

    private static string Either(IReadOnlyList<string> choices) =>
        $"{string.Join(", ", choices.SkipLast(1).Select(choice => $"'{choice}'"))} or '{choices[^1]}'";
}
