using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Compares whole JSON documents: every member, in any order; every item, and every form, in its order.</summary>
internal sealed class JsonDiff(Bindings bindings)
{
    private readonly List<string> _differences = [];

    /// <summary>Each difference in one line: where, what was expected, what is there.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public void Compare(string at, string? expected, string? actual)
    {
        if (expected is null || actual is null ? expected != actual : !bindings.Match(expected, actual))
            Add(at, expected, actual);
    }

    public void Compare(string at, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject one, JsonObject other):
                CompareMembers(at, one, other);
                break;
            case (JsonArray one, JsonArray other):
                for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
                    Compare($"{at}[{i}]", i < one.Count ? one[i] : null, i < other.Count ? other[i] : null);
                break;
            case (JsonValue one, JsonValue other) when one.GetValueKind() == other.GetValueKind():
                Compare(at, one.ToString(), other.ToString());
                break;
            case (null, null):
                break;
            default:
                Add(at, Text(expected), Text(actual));
                break;
        }
    }

    private void CompareMembers(string at, JsonObject expected, JsonObject actual)
    {
        foreach (var name in expected.Select(member => member.Key).Union(actual.Select(member => member.Key)))
        {
            if (expected.ContainsKey(name) && actual.ContainsKey(name))
                Compare($"{at}.{name}", expected[name], actual[name]);
            else
                Add($"{at}.{name}", Text(expected[name]), Text(actual[name]));
        }
        // The main form comes first.
        if (at.EndsWith("._templates", StringComparison.Ordinal))
            Compare($"{at} in order", Names(expected), Names(actual));
    }

    private static string? Text(JsonNode? node) => node is null ? null : Json.Text(node);

    private static string Names(JsonObject document) => string.Join(' ', document.Select(member => member.Key));

    private void Add(string at, string? expected, string? actual) =>
        _differences.Add($"{at}: expected {expected ?? "nothing"}, got {actual ?? "nothing"}");
}
