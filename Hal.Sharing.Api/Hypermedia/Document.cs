using System.Text.Json;
using System.Text.Unicode;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Turns the bytes of a request body into a document, or into the refusal that lists all its faults.</summary>
internal static class Document
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonSyntax.MaxDepth };

    /// <summary>Returns the document in the request's body, or the refusal.</summary>
    /// <param name="request">The request, whose body is not yet read.</param>
    /// <param name="optional">Whether the request may come without a body, which is then read as if it were <c>{}</c>.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(HttpRequest request, bool optional)
        where T : IRequestDocument<T>
    {
        var (bytes, refusal) = await RequestBody.ReadAsync(request);
        return refusal is null ? Read<T>(bytes, optional) : (default, refusal);
    }

    private static (T? Value, Refusal? Refusal) Read<T>(ReadOnlyMemory<byte> body, bool optional)
        where T : IRequestDocument<T>
    {
        if (body.IsEmpty)
            return optional ? Read<T>(default(JsonElement)) : (default, Refuse("The request has no body; send a JSON object."));
        if (EncodingFault(body.Span) is { } fault)
            return (default, Refuse(fault));

        var text = WithoutByteOrderMark(body);
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read<T>(json.RootElement)
                : (default, Refuse($"The body is {Truncate.Json(json.RootElement)}; send a JSON object."));
        }
        catch (JsonException)
        {
            return (default, Refuse(ExplainSyntax(text.Span)));
        }
    }

    private static (T?, Refusal?) Read<T>(JsonElement json)
        where T : IRequestDocument<T>
    {
        var reader = new DocumentReader(json);
        var value = T.Read(reader);
        var faults = reader.Finish();
        return faults.Faults.Count == 0 ? (value, null) : (default, Refusal.Of(faults));
    }

    private static string? EncodingFault(ReadOnlySpan<byte> body)
    {
        if (body is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, _, ..] or [_, 0, ..])
            return "The body looks like UTF-16 or UTF-32; send UTF-8.";
        return Utf8.IsValid(body) ? null : "The body is not valid UTF-8.";
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;

    private static string ExplainSyntax(ReadOnlySpan<byte> text)
    {
        if (JsonSyntax.Find(text) is not var (offset, detail))
            return "The body is not valid JSON.";
        var (line, position) = JsonSyntax.Place(text, offset);
        return $"The body is not valid JSON, line {line}, byte {position}: {detail}";
    }

    private static Refusal Refuse(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
