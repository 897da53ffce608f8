using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Finds, at any depth, what two readers of the same JSON could understand differently: duplicate properties, and text that is not
/// Unicode. The work is linear in the size of the document: a location is created only for what is found.
/// </summary>
internal sealed class JsonAmbiguity
{
    private const string NotUnicode = "has half of a surrogate pair; send whole characters.";

    private readonly int _limit;
    private readonly List<Fault> _found = [];
    private readonly List<(string? Name, int Index)> _path = [];

    private JsonAmbiguity(int limit) => _limit = limit;

    /// <summary>Returns the faults in the order of the document.</summary>
    /// <param name="document">The whole document.</param>
    /// <param name="limit">The search ends when it has found so many.</param>
    public static IReadOnlyList<Fault> Find(JsonElement document, int limit)
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
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Visit(item, (null, index));
                break;
            case JsonValueKind.String when JsonText.Read(value) is null:
                Add($"{Truncate.Json(value)} {NotUnicode}", "string_unicode");
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
                    Add($"A property name {NotUnicode}", "string_unicode");
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
        _path.Add(step);
        if (isDuplicate)
            Add($"Duplicate property '{Truncate.Text(_path[^1].Name!)}'; send it once.", "duplicate_member");
        Visit(value);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Add(string detail, string kind)
    {
        if (_found.Count < _limit)
            _found.Add(Fault.InBody(_path.Select(step => step.Name ?? (object)step.Index), detail, kind));
    }
}
