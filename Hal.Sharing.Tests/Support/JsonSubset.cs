using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>Compares documents as clients read them: more members are fine, missing, renamed or changed ones are not.</summary>
public static class JsonSubset
{
    /// <summary>What of <paramref name="expected"/> is not in <paramref name="actual"/>; empty: it is all there.</summary>
    public static IReadOnlyList<string> Missing(string expected, JsonElement actual)
    {
        using var document = JsonDocument.Parse(expected);
        var missing = new List<string>();
        Compare(document.RootElement, actual, "#", missing);
        return missing;
    }

    private static void Compare(JsonElement expected, JsonElement actual, string at, List<string> missing)
    {
        if (expected.ValueKind != actual.ValueKind)
            missing.Add($"{at} is {actual.GetRawText()}, not {expected.GetRawText()}");
        else if (expected.ValueKind == JsonValueKind.Object)
            CompareMembers(expected, actual, at, missing);
        else if (expected.ValueKind == JsonValueKind.Array)
            CompareItems(expected, actual, at, missing);
        else if (!JsonElement.DeepEquals(expected, actual))
            missing.Add($"{at} is {actual.GetRawText()}, not {expected.GetRawText()}");
    }

    private static void CompareMembers(JsonElement expected, JsonElement actual, string at, List<string> missing)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (actual.TryGetProperty(member.Name, out var value))
                Compare(member.Value, value, $"{at}/{member.Name}", missing);
            else
                missing.Add($"{at}/{member.Name} is not there");
        }
    }

    // An example shows some items of a collection: each has to be there, in whatever place.
    private static void CompareItems(JsonElement expected, JsonElement actual, string at, List<string> missing)
    {
        var index = 0;
        foreach (var item in expected.EnumerateArray())
        {
            var found = actual.EnumerateArray().Any(candidate =>
            {
                var faults = new List<string>();
                Compare(item, candidate, at, faults);
                return faults.Count == 0;
            });
            if (!found)
                missing.Add($"{at}/{index} is not there: {item.GetRawText()} in {actual.GetRawText()}");
            index++;
        }
    }
}
