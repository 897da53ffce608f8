using System.Text.Json;

namespace Hal.Sharing.Api.Schemas;

/// <summary>One version of one JSON Schema: a file of this folder.</summary>
/// <param name="name">The kind of document or request that it describes.</param>
/// <param name="version">The folder of the file. A breaking change of the document gets a new one.</param>
/// <param name="content">The file, without <c>$id</c>, which depends on the path base.</param>
public sealed class SchemaFile(string name, int version, ReadOnlyMemory<byte> content)
{
    private PublicDocument? _document;

    public string Name => name;

    public int Version => version;

    public ReadOnlyMemory<byte> Content => content;

    /// <summary>The address without path base.</summary>
    public string Href { get; } = Hrefs.Schema(name, version);

    public string Title { get; } = JsonDocument.Parse(content).RootElement.GetProperty("title").GetString()!;

    /// <summary>The schema as it is served, with <c>$id</c>.</summary>
    public PublicDocument Document => _document ??= new(http => Identified(http.Request.PathBase.ToUriComponent()));

    /// <summary>
    /// Returns the schema with <c>$id</c> as its first property. It is path-absolute, as every href is: references between schemas resolve
    /// below any host and path base, and between copies on disk (JSON Schema 2020-12, section 8.2.1).
    /// </summary>
    private byte[] Identified(string pathBase)
    {
        var id = JsonEncodedText.Encode(pathBase + Href, ReadableJsonEncoder.Instance);
        return [.. "{\n  \"$id\": \""u8, .. id.EncodedUtf8Bytes, .. "\","u8, .. Content.Span[1..]];
    }
}
