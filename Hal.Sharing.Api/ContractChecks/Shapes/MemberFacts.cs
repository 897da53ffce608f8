using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>The members of a document and their JSON types, with those of nested objects (<c>a.b</c>) and of items (<c>a[]</c>).</summary>
internal static class MemberFacts
{
    private static readonly Regex DateTimeForm = new(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$");

    private static readonly Regex DateForm = new(@"^\d{4}-\d\d-\d\d$");

    private static readonly Regex NumberForm = new(@"^\d+$");

    public static void AddTo(DocumentShape shape, IEnumerable<JsonProperty> state)
    {
        var found = new Dictionary<string, Found>();
        foreach (var member in state)
            Visit(found, Name(member.Name), DocumentShape.Root, member.Value);
        foreach (var (path, member) in found)
        {
            var isAlways = Unit.IsItem(path) || member.Owner == DocumentShape.Root || member.Count == found[member.Owner].Objects;
            foreach (var type in member.Types)
                shape.Add(Unit.Join("members", path), type, OwnerKey(member.Owner), isAlways);
            if (member.Objects > 0)
                shape.AddOwner(OwnerKey(path));
            // An array without items shows nothing of them.
            if (Unit.IsItem(path))
                shape.AddOwner(OwnerKey(member.Owner));
        }
    }

    /// <summary>Returns the JSON type, or the format of a string that is a date (RFC 3339).</summary>
    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.String when DateTimeForm.IsMatch(value.GetString()!) => "date-time",
        JsonValueKind.String when DateForm.IsMatch(value.GetString()!) => "date",
        JsonValueKind.String => "string",
        _ => "null",
    };

    private static void Visit(Dictionary<string, Found> found, string path, string owner, JsonElement value)
    {
        if (!found.TryGetValue(path, out var member))
            found.Add(path, member = new Found(owner));
        member.Count++;
        member.Types.Add(TypeOf(value));
        if (value.ValueKind == JsonValueKind.Object)
        {
            member.Objects++;
            foreach (var child in value.EnumerateObject())
                Visit(found, $"{path}.{Name(child.Name)}", path, child.Value);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Visit(found, $"{path}[]", path, item);
        }
    }

    private static string OwnerKey(string path) => path.Length == 0 ? DocumentShape.Root : $"objects {path}";

    /// <summary>Returns the name, or a placeholder for a key of a map: an ID, a number or a date.</summary>
    private static string Name(string name) =>
        Address.IsGenerated(name) || NumberForm.IsMatch(name) || DateForm.IsMatch(name) ? "{key}" : name;

    private sealed class Found(string owner)
    {
        public string Owner => owner;

        public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        /// <summary>How many of the values are objects.</summary>
        public int Objects { get; set; }
    }
}
