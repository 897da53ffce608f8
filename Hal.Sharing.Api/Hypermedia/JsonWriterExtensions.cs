using System.Globalization;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Writes values that many states contain and that JSON has no type for.</summary>
public static class JsonWriterExtensions
{
    /// <summary>Writes a time in UTC with milliseconds and Z: <c>2026-01-15T09:00:00.000Z</c>.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime utc)
    {
        Span<byte> text = stackalloc byte[24];
        utc.TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }

    /// <summary>Writes a string; omits the property if it is null.</summary>
    public static void WriteIfNotNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    /// <summary>Writes the number of items on the page and, if it is known, in the collection.</summary>
    public static void WriteCounts(this Utf8JsonWriter json, int count, long? total)
    {
        json.WriteNumber("count"u8, count);
        if (total is not null)
            json.WriteNumber("total"u8, total.Value);
    }
}
