using System.Globalization;
using System.Text;

namespace Hal.Sharing.Tests.Support;

/// <summary>A request as bytes on the wire: nothing is normalized, escaped or checked.</summary>
/// <param name="Target">What stands between method and version, each char one byte.</param>
public sealed record RawRequest(string Method, string Target)
{
    /// <summary>Whose token is sent; null: none.</summary>
    public string? As { get; init; } = "admin";

    public IReadOnlyList<string> Headers { get; init; } = [];

    public string? ContentType { get; init; }

    /// <summary>Null: neither a body nor a length.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the body goes in chunks of 1,000 bytes instead of with its length.</summary>
    public bool IsChunked { get; init; }

    public RawRequest WithJson(string json) => this with { Body = Encoding.UTF8.GetBytes(json), ContentType = "application/json" };

    public RawRequest With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    public override string ToString() =>
        $"{Method} {Shorten(Target)} {string.Join("; ", Headers.Select(Shorten))} {ContentType} "
        + $"{Shorten(Body is null ? "" : Encoding.Latin1.GetString(Body))} as {As}";

    public byte[] ToBytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        if (As is not null)
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {TestIssuer.BuiltIn.Token(As)}\r\n");
        if (ContentType is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
        foreach (var header in Headers)
            head.Append(header).Append("\r\n");
        if (Body is not null)
            head.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body is null ? [] : IsChunked ? Chunks(Body) : Body];
    }

    private static byte[] Chunks(byte[] body)
    {
        using var chunks = new MemoryStream();
        foreach (var chunk in body.Chunk(1000))
        {
            chunks.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            chunks.Write(chunk);
            chunks.Write("\r\n"u8);
        }
        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : $"{text[..90]}… ({text.Length})";
}
