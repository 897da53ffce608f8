using System.Text.Json;

namespace Hal.Sharing.Api.Problems;

/// <summary>Finds, at any depth, what two readers of the same JSON could understand differently: members that stand twice, text that is not Unicode.</summary>
internal static class ValidationAmbiguity
{
    /// <summary>More of these helps no reader, and 64 KB of them would be answered with a megabyte.</summary>
    private const int Limit = 100;

    public static void Find(JsonElement body, List<ValidationFault> faults) => Find(body, ["body"], faults);

    /// <summary>Null for half of a surrogate pair, which System.Text.Json lets pass when it parses and throws over when it reads.</summary>
    public static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Find(JsonElement value, object[] at, List<ValidationFault> faults)
    {
        if (faults.Count >= Limit)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                FindInMembers(value, at, faults);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Find(item, [.. at, index], faults);
                break;
            case JsonValueKind.String when Read(value) is null:
                faults.Add(NotUnicode(at));
                break;
        }
    }

    private static void FindInMembers(JsonElement value, object[] at, List<ValidationFault> faults)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (ReadName(member) is not { } name)
            {
                faults.Add(NotUnicode(at));
                continue;
            }
            seen[name] = seen.GetValueOrDefault(name) + 1;
            if (seen[name] == 2)
                faults.Add(new("duplicate_member", "The member stands more than once; send it once", [.. at, name]));
            Find(member.Value, [.. at, name], faults);
        }
    }

    private static string? ReadName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ValidationFault NotUnicode(object[] at) =>
        new("string_unicode", "Input should be a valid string: this one has half of a surrogate pair", at);
}
