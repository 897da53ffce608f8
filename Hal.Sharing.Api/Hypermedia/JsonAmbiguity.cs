using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Finds, at any depth, what two readers of the same JSON could understand differently: members that stand twice, text that is not Unicode.</summary>
internal static class JsonAmbiguity
{
    public static void Find(JsonElement value, string pointer, FaultList faults)
    {
        if (faults.IsFull)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                FindInMembers(value, pointer, faults);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Find(item, $"{pointer}/{index++}", faults);
                break;
            case JsonValueKind.String when JsonText.Read(value) is null:
                faults.Add(pointer, $"{Shortened.Json(value)} has half of a surrogate pair; send whole characters.");
                break;
        }
    }

    private static void FindInMembers(JsonElement value, string pointer, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (JsonText.ReadName(member) is not { } name)
            {
                faults.Add(pointer, "A member's name has half of a surrogate pair; send whole characters.");
                continue;
            }
            var at = JsonPointer.Of(pointer, name);
            if (!seen.Add(name))
                faults.Add(at, $"'{Shortened.Text(name)}' stands twice; send it once.");
            Find(member.Value, at, faults);
        }
    }
}
