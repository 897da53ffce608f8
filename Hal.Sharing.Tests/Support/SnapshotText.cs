using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>The text of a snapshot: indented, members in the order they were sent, without what changes at every run.</summary>
internal static class SnapshotText
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(string document) => Written(json => WriteDocument(json, document));

    public static string Of(HttpResponseMessage response, string body, IEnumerable<string> headers) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", (int)response.StatusCode);
        json.WriteStartObject("headers");
        foreach (var name in headers)
            if (response.Headers.NonValidated.TryGetValues(name, out var values)
                || response.Content.Headers.NonValidated.TryGetValues(name, out values))
                json.WriteString(name, values.ToString());
        json.WriteEndObject();
        if (body.Length > 0)
        {
            json.WritePropertyName("body");
            WriteBody(json, response.Content.Headers.ContentType?.MediaType, body);
        }
        json.WriteEndObject();
    });

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Format))
            write(json);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteBody(Utf8JsonWriter json, string? mediaType, string body)
    {
        if (mediaType?.EndsWith("json", StringComparison.Ordinal) == true)
            WriteDocument(json, body);
        else
            json.WriteStringValue(body);
    }

    private static void WriteDocument(Utf8JsonWriter json, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        Write(json, parsed.RootElement);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    if (member.NameEquals("traceId"))
                        json.WriteStringValue("{traceId}");
                    else
                        Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
