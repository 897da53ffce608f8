using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>In which way a part of a document is ambiguous.</summary>
internal enum AmbiguityKind
{
    /// <summary>An object has two properties of one name; the place is theirs.</summary>
    DuplicateName,

    /// <summary>A property's name is not Unicode; the place is the object's.</summary>
    NameNotUnicode,

    /// <summary>A string is not Unicode.</summary>
    TextNotUnicode,
}

/// <summary>What two readers of the same document could understand differently.</summary>
/// <param name="Place">Where: see <see cref="JsonPlace"/>.</param>
/// <param name="Value">The string, the object, or the second of two properties.</param>
internal sealed record Ambiguity(AmbiguityKind Kind, IReadOnlyList<object> Place, JsonElement Value);

/// <summary>
/// Finds, at any depth, what two readers of the same JSON could understand differently: duplicate properties and text that is not
/// Unicode. The work is linear in the document: a place is written only for what is found.
/// </summary>
internal sealed class JsonAmbiguity
{
    private readonly int _limit;
    private readonly List<Ambiguity> _found = [];
    private readonly List<(string? Name, int Index)> _steps = [];

    private JsonAmbiguity(int limit) => _limit = limit;

    /// <summary>Returns the first of them in the order of the document.</summary>
    /// <param name="document">The whole document.</param>
    /// <param name="limit">The search ends when it has found so many.</param>
    public static IReadOnlyList<Ambiguity> Find(JsonElement document, int limit)
    {
        var search = new JsonAmbiguity(limit);
        search.Visit(document);
        return search._found;
    }

    private void Visit(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                VisitProperties(value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Visit(item, (null, index++));
                break;
            case JsonValueKind.String when JsonText.Read(value) is null:
                Add(AmbiguityKind.TextNotUnicode, value);
                break;
        }
    }

    private void VisitProperties(JsonElement value)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var hasOtherNames = false;
        foreach (var property in value.EnumerateObject())
        {
            if (JsonText.ReadName(property) is not { } name)
            {
                if (!hasOtherNames)
                    Add(AmbiguityKind.NameNotUnicode, value);
                hasOtherNames = true;
                continue;
            }
            var count = counts[name] = counts.GetValueOrDefault(name) + 1;
            Visit(property.Value, (name, 0), isDuplicate: count == 2);
        }
    }

    private void Visit(JsonElement value, (string?, int) step, bool isDuplicate = false)
    {
        if (_found.Count >= _limit)
            return;
        _steps.Add(step);
        if (isDuplicate)
            Add(AmbiguityKind.DuplicateName, value);
        Visit(value);
        _steps.RemoveAt(_steps.Count - 1);
    }

    private void Add(AmbiguityKind kind, JsonElement value)
    {
        if (_found.Count < _limit)
            _found.Add(new(kind, JsonPlace.Of(_steps.Select(step => step.Name ?? (object)step.Index)), value));
    }
}
