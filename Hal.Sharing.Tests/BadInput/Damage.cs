using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Damages valid requests at random: method, address, headers, body, and sometimes the bytes of the request.</summary>
internal sealed class Damage(Random random)
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];
    private static readonly string[] Pieces =
    [
        "%00", "%2F", "..", "%ff", "%ED%A0%80", "%F0%9F%98%80", "'", "%25", "?", "&", "=", "#", ";",
        ":", "//", "me", "options", "%E2%80%8F", "%0A", "{", "\u00e4", "%", "limit=0", "q=%00", "after=AAAA",
    ];
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "2147483648", "\"\"", "\"\\u0000\"",
        "\"\\ud800\"", "[]", "{}", "{\"a\":1,\"a\":2}", "\"user:jdoe\"", "\"😀\"", "\"'; --\"", "\"%\"",
    ];
    private static readonly string[] Headers =
    [
        "Accept: text/html", "Accept: garbage;;;", "Accept: application/json;q=2", "If-Match: x", "If-None-Match: *",
        "Content-Encoding: gzip", "Expect: 100-continue", "Cookie: token=x", "refreshed-token: x",
        "Authorization: Basic eDp5", "X-Forwarded-For: x", "Range: bytes=9-1", "TE: trailers", "Content-Type: text/plain", "Origin: null",
        "traceparent: 00-0-0-0",
    ];

    /// <summary>Returns the request with one to three faults.</summary>
    public RawRequest Of(RawRequest request)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
            request = Once(request);
        // Deleting anything but shares would leave too little for the remaining rounds.
        var deletesMore = request.Method == "DELETE" && !request.Target.Contains("/shares/", StringComparison.Ordinal);
        return deletesMore ? request with { Method = "GET" } : request;
    }

    /// <summary>Returns damaged bytes; null for most requests, which stay unchanged.</summary>
    public byte[]? OfBytes(byte[] bytes)
    {
        switch (random.Next(20))
        {
            case 0:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 1:
                return [.. bytes[..random.Next(bytes.Length)], .. "\r\n\r\n"u8];
            default:
                return null;
        }
    }

    private RawRequest Once(RawRequest request) => random.Next(8) switch
    {
        0 => request with { Method = Methods[random.Next(Methods.Length)] },
        1 => request with { Target = Insert(request.Target, Pieces[random.Next(Pieces.Length)]) },
        2 => request with { Target = Cut(request.Target) },
        3 => request.With(Headers[random.Next(Headers.Length)]),
        4 => request with { Body = Encoding.UTF8.GetBytes(WithOtherValue(Encoding.UTF8.GetString(request.Body ?? []))),
            ContentType = request.ContentType ?? "application/json" },
        5 => request with { Body = Flip(request.Body ?? "{}"u8.ToArray()), IsChunked = random.Next(2) == 0 },
        6 => request with { Target = request.Target.Replace(
            "abc-123", random.Next(2) == 0 ? "gd-001" : "warehouse", StringComparison.Ordinal) },
        _ => request with { Body = request.Body is null ? [] : request.Body[..random.Next(request.Body.Length + 1)] },
    };

    private string Insert(string text, string piece) => text.Insert(random.Next(1, text.Length + 1), piece);

    private string Cut(string text)
    {
        if (text.Length < 2)
            return text;
        var start = random.Next(1, text.Length);
        return text.Remove(start, random.Next(text.Length - start));
    }

    /// <summary>Replaces one value behind a colon, or makes a document with one property.</summary>
    private string WithOtherValue(string json)
    {
        var value = Values[random.Next(Values.Length)];
        var colons = json.Select((letter, index) => (letter, index)).Where(pair => pair.letter == ':').Select(pair => pair.index).ToList();
        if (colons.Count == 0)
            return $"{{\"accessLevel\":{value}}}";
        var colon = colons[random.Next(colons.Count)];
        var end = json.IndexOfAny([',', '}'], colon);
        return end < 0 ? json + value : $"{json[..(colon + 1)]}{value}{json[end..]}";
    }

    private byte[] Flip(byte[] body)
    {
        if (body.Length == 0)
            return [(byte)random.Next(256)];
        var flipped = body.ToArray();
        flipped[random.Next(body.Length)] = (byte)random.Next(256);
        return flipped;
    }
}
