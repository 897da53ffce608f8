using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads arrays.</summary>
public static class DocumentItems
{
    /// <summary>Returns the items of an array of objects, each read as a document of its own; empty if the array is faulty.</summary>
    /// <param name="document">The document that has the array.</param>
    /// <param name="name">The property.</param>
    /// <param name="max">The largest number of items; the smallest is 1.</param>
    /// <param name="read">Reads the properties of one item.</param>
    public static IReadOnlyList<T> Items<T>(this DocumentReader document, string name, int max, Func<DocumentReader, T> read)
    {
        var expected = $"an array of 1 to {max} objects";
        if (document.Value(name) is not { } sent)
            return Refuse($"{name} is missing; send {expected}.");
        if (sent.ValueKind != JsonValueKind.Array)
            return Refuse($"{name} is {Truncate.Json(sent)}; send {expected}.");
        if (sent.GetArrayLength() is var count && (count == 0 || count > max))
            return Refuse($"{name} has {count} items; send {expected}.");
        return [.. sent.EnumerateArray().Select((item, index) => Read(item, index))];

        IReadOnlyList<T> Refuse(string detail)
        {
            document.Fault(name, detail);
            return [];
        }

        T Read(JsonElement item, int index)
        {
            var isObject = item.ValueKind == JsonValueKind.Object;
            if (!isObject)
                document.Fault(Fault.InBody([name, index], $"The item is {Truncate.Json(item)}; send an object."));
            var reader = new DocumentReader(isObject ? item : default);
            var value = read(reader);
            if (isObject)
                foreach (var fault in reader.Finish().ToRefusal().Faults)
                    document.Fault(fault with { Location = [Fault.Body, name, index, .. fault.Location.Skip(1)] });
            return value;
        }
    }

    /// <summary>
    /// Returns words from an array of strings, or from one string with spaces or commas between them: not all form clients can send
    /// arrays. Empty if the property is absent or faulty.
    /// </summary>
    public static IReadOnlyList<string> Words(this DocumentReader document, string name)
    {
        if (document.Value(name) is not { } sent)
            return [];
        if (sent.ValueKind == JsonValueKind.String)
            return JsonText.Read(sent)?.Split((char[])[' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (sent.ValueKind == JsonValueKind.Array && sent.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String))
            return [.. sent.EnumerateArray().Select(JsonText.Read).OfType<string>()];
        document.Fault(name, $"{name} is {Truncate.Json(sent)}; send an array of strings.");
        return [];
    }
}
