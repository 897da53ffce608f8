using System.Globalization;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What states are made of besides JSON's own types.</summary>
public static class JsonWriterExtensions
{
    /// <summary>A time in UTC with milliseconds and Z: <c>2026-01-15T09:00:00.000Z</c>.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime utc)
    {
        Span<byte> text = stackalloc byte[24];
        utc.TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }

    /// <summary>A text, left out where it is unknown: no member is null.</summary>
    public static void WriteIfNotNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    /// <summary>How many items a page has, and its collection where that is known.</summary>
    public static void WriteCounts(this Utf8JsonWriter json, int count, long? total)
    {
        json.WriteNumber("count"u8, count);
        if (total is not null)
            json.WriteNumber("total"u8, total.Value);
    }
}
