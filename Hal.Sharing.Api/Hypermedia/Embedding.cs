using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>One entry of <c>_embedded</c>. Its resources are created while they are written.</summary>
internal abstract class Embedding(string rel)
{
    public string Rel { get; } = rel;

    public abstract void Write(HalWriter writer);

    /// <summary>Writes the embedded resources without links: an object, or an array of objects.</summary>
    public abstract void WriteStates(Utf8JsonWriter json);
}

internal sealed class EmbeddedResource(string rel, Resource one) : Embedding(rel)
{
    public override void Write(HalWriter writer) => writer.WriteEmbedded(one);

    public override void WriteStates(Utf8JsonWriter json) => HalWriter.WriteState(json, one);
}

internal sealed class EmbeddedCollection<T>(string rel, IReadOnlyList<T> items, Func<T, Resource> toResource)
    : Embedding(rel)
{
    public override void Write(HalWriter writer)
    {
        writer.Json.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
            writer.WriteEmbedded(toResource(items[i]));
        writer.Json.WriteEndArray();
    }

    public override void WriteStates(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
            HalWriter.WriteState(json, toResource(items[i]));
        json.WriteEndArray();
    }
}
