using System.Text;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Reads an array of objects, each as a document of its own. The array can also be a text, because forms have no field for arrays.
/// </summary>
public static class DocumentItems
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonSyntax.MaxDepth };

    /// <summary>Returns the items; empty if the property is absent or faulty.</summary>
    /// <param name="document">The document that has the array.</param>
    /// <param name="name">The property.</param>
    /// <param name="max">The largest number of items; the smallest is 1.</param>
    /// <param name="read">Reads the properties of one item.</param>
    public static IReadOnlyList<T> Items<T>(this DocumentReader document, string name, int max, Func<DocumentReader, T> read)
    {
        var expected = $"an array of 1 to {max} objects";
        if (document.Value(name) is not { } sent)
            return Refuse($"{name} is missing; send {expected}.");
        if (Array(sent) is not { } array)
            return Refuse($"{name} is {Truncate.Json(sent)}; send {expected}.");
        var count = array.GetArrayLength();
        if (count == 0 || count > max)
            return Refuse($"{name} has {count} items; send {expected}.");
        return [.. array.EnumerateArray().Select((item, index) => Read(item, index))];

        IReadOnlyList<T> Refuse(string detail)
        {
            document.Fault(name, detail);
            return [];
        }

        T Read(JsonElement item, int index)
        {
            var isObject = item.ValueKind == JsonValueKind.Object;
            var reader = new DocumentReader(isObject ? item : default);
            var value = read(reader);
            var faults = isObject
                ? reader.Finish().ToRefusal().Faults
                : [Fault.InBody([name, index], $"The item is {Truncate.Json(item)}; send an object.")];
            foreach (var fault in faults)
                document.Fault(isObject ? fault with { Location = [Fault.Body, name, index, .. fault.Location.Skip(1)] } : fault);
            return value;
        }
    }

    /// <summary>Returns the array, or the array that the text contains; null if there is none.</summary>
    private static JsonElement? Array(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.String)
            return sent.ValueKind == JsonValueKind.Array ? sent : null;
        try
        {
            return JsonText.Read(sent) is { } text && JsonElement.Parse(Encoding.UTF8.GetBytes(text), Strict) is
                { ValueKind: JsonValueKind.Array } array ? array : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
