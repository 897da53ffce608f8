using System.Text.Json;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads the bytes of a request body as one JSON object (RFC 8259), for all APIs of this server.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonSyntax.MaxDepth };

    /// <summary>Returns the object, or the fault that prevents it from being read.</summary>
    /// <param name="body">The bytes; empty for no body.</param>
    public static (JsonElement Object, Fault? Fault) Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return Fail("The request has no body; send a JSON object.", "missing");
        if (body is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, _, ..] or [_, 0, ..])
            return Fail("The body looks like UTF-16 or UTF-32; send UTF-8.", "json_invalid", body[1] == 0 ? 1 : 0);
        if (!Utf8.IsValid(body))
            return Fail("The body is not valid UTF-8.", "json_invalid", 0);

        var text = body is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;
        try
        {
            var json = JsonElement.Parse(text, Strict);
            return json.ValueKind == JsonValueKind.Object
                ? (json, null)
                : Fail($"The body is {Truncate.Json(json)}; send a JSON object.", "model_attributes_type");
        }
        catch (JsonException)
        {
            var (offset, detail) = JsonSyntax.Explain(text);
            return Fail($"The body is not valid JSON, {detail}", "json_invalid", offset);
        }
    }

    private static (JsonElement, Fault?) Fail(string detail, string kind, params IEnumerable<object> location) =>
        (default, Fault.InBody(location, detail, kind));
}
