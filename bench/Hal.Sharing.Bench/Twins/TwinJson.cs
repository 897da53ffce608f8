using System.Text.Json;

namespace Hal.Sharing.Bench.Twins;

/// <summary>The pieces of HAL that several documents have.</summary>
internal static class TwinJson
{
    public static void StartRoot(this Utf8JsonWriter json, string self, string schema)
    {
        json.WriteStartObject();
        json.WriteStartObject("_links"u8);
        json.WriteLink("self"u8, self);
        json.WriteLink("profile"u8, schema);
        json.WriteStartArray("curies"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, "inf"u8);
        json.WriteString("href"u8, "/rels/inf/{rel}"u8);
        json.WriteBoolean("templated"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void StartEmbedded(this Utf8JsonWriter json, string self)
    {
        json.WriteStartObject();
        json.WriteStartObject("_links"u8);
        json.WriteLink("self"u8, self);
    }

    public static void WriteLink(this Utf8JsonWriter json, ReadOnlySpan<byte> rel, string href)
    {
        json.WriteStartObject(rel);
        json.WriteString("href"u8, href);
        json.WriteEndObject();
    }

    public static void WriteTemplate(this Utf8JsonWriter json, ReadOnlySpan<byte> rel, string href)
    {
        json.WriteStartObject(rel);
        json.WriteString("href"u8, href);
        json.WriteBoolean("templated"u8, true);
        json.WriteEndObject();
    }

    public static void WritePage(this Utf8JsonWriter json, ReadOnlySpan<byte> rel, string href, string type)
    {
        json.WriteStartObject(rel);
        json.WriteString("href"u8, href);
        json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    /// <summary>Links the user or team of a principal's ID.</summary>
    public static void WritePrincipalLink(this Utf8JsonWriter json, string principalId)
    {
        if (principalId[0] == 'u')
            json.WriteLink("inf:user"u8, $"/api/users/{principalId.AsSpan(5)}");
        else
            json.WriteLink("inf:team"u8, $"/api/teams/{principalId.AsSpan(5)}");
    }
}
