using System.Buffers;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Writes a resource as <c>application/hal+json</c>, with or without forms, item by item.</summary>
internal sealed class HalWriter(Utf8JsonWriter json, HalOptions options, string pathBase)
{
    public Utf8JsonWriter Json => json;

    /// <param name="output">The target of the bytes.</param>
    /// <param name="document">The root of the document.</param>
    /// <param name="options">The curies of the API.</param>
    /// <param name="pathBase">The encoded prefix of every path-absolute href; empty at the root of a host.</param>
    /// <param name="forms">Whether the document contains forms for its actions.</param>
    public static void Write(IBufferWriter<byte> output, Resource document, HalOptions options, string pathBase, bool forms)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        new HalWriter(json, options, pathBase).WriteRoot(document, forms);
    }

    /// <summary>Writes a resource as it is embedded in another document.</summary>
    public static void WriteEmbedded(IBufferWriter<byte> output, Resource resource, HalOptions options, string pathBase)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        new HalWriter(json, options, pathBase).WriteEmbedded(resource);
    }

    /// <summary>Writes only the state, without HAL's own properties; for a document that embeds resources, the states of those.</summary>
    public static void WritePlainJson(IBufferWriter<byte> output, Resource document)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        if (document.Embeddings is [var items, ..])
            items.WriteStates(json);
        else
            WriteState(json, document);
    }

    public static void WriteState(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        resource.WriteState(json);
        json.WriteEndObject();
    }

    public void WriteEmbedded(Resource resource)
    {
        json.WriteStartObject();
        WriteLinks(resource, isRoot: false);
        resource.WriteState(json);
        WriteEmbeddings(resource.Embeddings);
        json.WriteEndObject();
    }

    private void WriteRoot(Resource resource, bool forms)
    {
        json.WriteStartObject();
        WriteLinks(resource, isRoot: true);
        resource.WriteState(json);
        if (forms)
            TemplateWriter.Write(json, resource, pathBase);
        WriteEmbeddings(resource.Embeddings);
        json.WriteEndObject();
    }

    private void WriteLinks(Resource resource, bool isRoot)
    {
        json.WriteStartObject(HalNames.Links);
        var relations = resource.Relations;
        WriteRelation(relations[0]);
        if (isRoot)
        {
            WriteProfile(resource.ProfileHref);
            WriteCuries(resource);
        }
        foreach (var relation in relations[1..])
            WriteRelation(relation);
        json.WriteEndObject();
    }

    private void WriteProfile(string? profile)
    {
        if (profile is null)
            return;
        json.WriteStartObject(HalNames.Profile);
        json.WriteString(HalNames.Href, InPathBase(profile));
        json.WriteEndObject();
    }

    private void WriteRelation(in Relation relation)
    {
        json.WritePropertyName(relation.Rel);
        switch (relation.Target)
        {
            case string href:
                json.WriteStartObject();
                json.WriteString(HalNames.Href, InPathBase(href));
                json.WriteEndObject();
                break;
            case Link link:
                WriteLink(link);
                break;
            case IReadOnlyList<Link> links:
                json.WriteStartArray();
                for (var i = 0; i < links.Count; i++)
                    WriteLink(links[i]);
                json.WriteEndArray();
                break;
        }
    }

    private void WriteLink(Link link)
    {
        json.WriteStartObject();
        json.WriteString(HalNames.Href, InPathBase(link.Href));
        if (link.Templated)
            json.WriteBoolean(HalNames.Templated, true);
        WriteOptional(HalNames.Type, link.Type);
        WriteOptional(HalNames.Deprecation, link.Deprecation is { } page ? InPathBase(page) : null);
        WriteOptional(HalNames.Name, link.Name);
        WriteOptional(HalNames.Profile, link.Profile);
        WriteOptional(HalNames.Title, link.Title);
        WriteOptional(HalNames.Hreflang, link.Hreflang);
        json.WriteEndObject();
    }

    private void WriteCuries(Resource root)
    {
        var started = false;
        foreach (var (prefix, href) in options.Curies)
        {
            if (!Uses(root, prefix))
                continue;
            if (!started)
                json.WriteStartArray(HalNames.Curies);
            started = true;
            json.WriteStartObject();
            json.WriteString(HalNames.Name, prefix);
            json.WriteString(HalNames.Href, InPathBase(href));
            json.WriteBoolean(HalNames.Templated, true);
            json.WriteEndObject();
        }
        if (started)
            json.WriteEndArray();
    }

    private void WriteEmbeddings(ReadOnlySpan<Embedding> embeddings)
    {
        if (embeddings.IsEmpty)
            return;
        json.WriteStartObject(HalNames.Embedded);
        foreach (var embedding in embeddings)
        {
            json.WritePropertyName(embedding.Rel);
            embedding.Write(this);
        }
        json.WriteEndObject();
    }

    private void WriteOptional(JsonEncodedText name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private string InPathBase(string href) => HrefPrefix.Apply(pathBase, href);

    private static bool Uses(Resource root, string prefix)
    {
        foreach (var relation in root.Relations)
            if (IsOf(relation.Rel, prefix))
                return true;
        foreach (var embedding in root.Embeddings)
            if (IsOf(embedding.Rel, prefix))
                return true;
        return false;
    }

    private static bool IsOf(string rel, string prefix) =>
        rel.Length > prefix.Length && rel[prefix.Length] == ':' && rel.StartsWith(prefix, StringComparison.Ordinal);
}
