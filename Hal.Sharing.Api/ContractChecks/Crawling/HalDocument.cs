using System.Text.Json;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>Reads a HAL document (draft-kelly-json-hal-11) with its forms (HAL-FORMS). What is malformed is left out.</summary>
internal sealed class HalDocument
{
    private static readonly string[] Reserved = ["_links", "_embedded", "_templates"];

    private readonly JsonElement _root;

    private HalDocument(JsonElement root) => _root = root;

    /// <summary>The members that are neither links, nor embedded documents, nor forms.</summary>
    public IEnumerable<JsonProperty> State => _root.EnumerateObject().Where(member => !Reserved.Contains(member.Name));

    /// <summary>The links by relation, in the order of the document.</summary>
    public IEnumerable<HalRelation> Relations => Members("_links").Select(member => new HalRelation(member.Name, member.Value));

    /// <summary>The forms by name.</summary>
    public IEnumerable<JsonProperty> Forms => Members("_templates").Where(member => member.Value.ValueKind == JsonValueKind.Object);

    /// <summary>The embedded values by relation: documents, or whatever else the server put there.</summary>
    public IEnumerable<JsonProperty> Embedded => Members("_embedded");

    /// <summary>The href of the link <c>profile</c> (RFC 6906), which names the kind of the document, or null.</summary>
    public string? Profile => Relations.FirstOrDefault(relation => relation.Name == "profile")?.Links.FirstOrDefault()?.Href;

    /// <summary>The href of the link <c>self</c>, or null.</summary>
    public string? Self => Relations.FirstOrDefault(relation => relation.Name == "self")?.Links.FirstOrDefault()?.Href;

    /// <summary>Returns the document, or null if the bytes are no JSON object with links or embedded documents.</summary>
    public static HalDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var parsed = JsonDocument.Parse(bytes);
            return parsed.RootElement is { ValueKind: JsonValueKind.Object } root
                && (root.TryGetProperty("_links", out _) || root.TryGetProperty("_embedded", out _))
                && IsText(root)
                    ? new HalDocument(root.Clone())
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the documents of an embedded value: of the object itself or of the array's objects.</summary>
    public static IEnumerable<HalDocument> DocumentsOf(JsonElement embedded) => embedded.ValueKind switch
    {
        JsonValueKind.Object => [new HalDocument(embedded)],
        JsonValueKind.Array => from item in embedded.EnumerateArray()
                               where item.ValueKind == JsonValueKind.Object
                               select new HalDocument(item),
        _ => [],
    };

    /// <summary>Whether all names and strings are Unicode, which the parser leaves to the reader.</summary>
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private JsonElement.ObjectEnumerator Members(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;
}
