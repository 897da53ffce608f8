using System.Text;
using System.Text.Json;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens of the right key whose text two parsers could read differently.</summary>
internal static class TextForgeries
{
    private static readonly byte[][] BadUtf8 =
    [
        [0x80], [0xBF], [0xC0, 0xAF], [0xC0, 0x80], [0xC1, 0x81], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE2, 0x28, 0xA1],
        [0xE0, 0x80, 0xAF],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xFF, 0xFE],
    ];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) => [Duplicates(target), NoJson(target), Utf8(target), Large(target)];

    private static ForgeryFamily Duplicates(ForgeryTarget target)
    {
        var (header, payload) = (Members(target.Header()),
            Members(target.Payload(("azp", "\"admin\""), ("nbf", "1"), ("iat", "1"), ("name", "\"n\""))));
        return new(
            "duplicate property",
            [target.Sign(Object(header), Object(payload)),
                target.Sign(Object(header.AsEnumerable().Reverse()), Object(payload.AsEnumerable().Reverse()))],
            [
                .. Doubled(header).Select(doubled => ($"header {doubled.Name}", target.Sign(doubled.Json, Object(payload)))),
                .. Doubled(payload).Select(doubled => ($"payload {doubled.Name}", target.Sign(Object(header), doubled.Json))),
                .. from json in new[] { "{\"a\":1,\"a\":1}", "[{\"a\":1,\"\\u0061\":2}]", "{\"a\":{\"\":0,\"\":0}}" }
                   select ($"nested {json}", target.Sign(Object(header), Object([.. payload, ("x", json)]))),
            ]);
    }

    // Once with another value, before or after, and once with the same; with the name as it is or escaped.
    private static IEnumerable<(string Name, string Json)> Doubled(List<(string Name, string Json)> members) =>
        from member in members
        from name in new[] { member.Name, $"\\u{(int)member.Name[0]:x4}{member.Name[1..]}" }
        from value in new[] { "\"other\"", "null", member.Json }
        from isFirst in new[] { true, false }
        let copy = (name, value)
        select ($"{name} {value} {(isFirst ? "first" : "last")}", Object(isFirst ? [copy, .. members] : [.. members, copy]));

    private static ForgeryFamily NoJson(ForgeryTarget target)
    {
        var (header, payload) = (target.Header(), target.Payload());
        string[] Broken(string json) =>
        [
            "", " ", "null", "true", "0", "\"\"", "[]", $"[{json}]", ForgeryTarget.Text(json), json[1..], json[..^1], $"{json}}}",
            $"{{{json}", $"{json}{json}", $"{json},{json}",
            $"{json} x", $"{json}\0", $"\0{json}", $"\ufeff{json}", $"{json[..^1]},}}", $"{{,{json[1..]}", $"/**/{json}", $"{json}//",
            $"{json[..^1]}/**/}}",
            json.Replace('"', '\''), json.Replace("\"", "", StringComparison.Ordinal), json.Replace(':', '='),
            json.Replace("\":", "\"::", StringComparison.Ordinal),
            $"{json[..^1]},\"x\":01}}", $"{json[..^1]},\"x\":+1}}", $"{json[..^1]},\"x\":.5}}", $"{json[..^1]},\"x\":0x10}}",
            $"{json[..^1]},\"x\":NaN}}",
            $"{json[..^1]},\"x\":Infinity}}", $"{json[..^1]},\"x\":undefined}}", $"{json[..^1]},\"x\":True}}",
            $"{json[..^1]},\"x\":\"\n\"}}", $"{json[..^1]},\"x\":\"\\x41\"}}",
            $"{json[..^1]},\"x\":\"\\u00\"}}", $"{json[..^1]},\"x\"}}", $"{json[..^1]},x:1}}", $"{json[..^1]},\"x\":}}",
            $"{json[..^1]},\"\\ud800\":1}}",
        ];
        return new("no JSON object",
            [target.Sign($" {header}\n", $"\t{payload}\r\n"), target.WithClaim("x", "\"\\u0041\""), target.WithClaim("x", "-0.5e-1")],
        [
            .. Broken(header).Select(json => ($"header {json}", target.Sign(json, payload))),
            .. Broken(payload).Select(json => ($"payload {json}", target.Sign(header, json))),
        ]);
    }

    private static ForgeryFamily Utf8(ForgeryTarget target) => new(
        "bad UTF-8", [target.WithClaim("name", "\"\u00e9 \ud83d\ude00\""), target.WithHeader("x", "\"\u00e9\"")],
        [
            .. from bytes in BadUtf8
               from member in new[] { "sub", "iss", "aud", "name" }
               let payload = target.Payload((member, $"\"admin{'\u0001'}\"")).Replace("\\u0001", "\u0001", StringComparison.Ordinal)
               select ($"{Convert.ToHexString(bytes)} in {member}",
                   target.Sign(Encoding.UTF8.GetBytes(target.Header()), With(payload, bytes))),
            .. from bytes in BadUtf8
               from member in new[] { "kid", "typ", "x" }
               select ($"{Convert.ToHexString(bytes)} in {member}",
                   target.Sign(With(target.Header((member, "\"\u0001\"")), bytes), Encoding.UTF8.GetBytes(target.Payload()))),
            .. from bytes in BadUtf8
               select ($"{Convert.ToHexString(bytes)} in a name",
                   target.Sign(Encoding.UTF8.GetBytes(target.Header()), With($"{target.Payload()[..^1]},\"\u0001\":1}}", bytes))),
            .. from encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 }
               select (encoding.WebName, target.Sign(encoding.GetBytes(target.Header()), encoding.GetBytes(target.Payload()))),
        ]);

    private static ForgeryFamily Large(ForgeryTarget target) => new(
        "large", [target.WithClaim("x", Nested(10)), target.WithClaim("x", ForgeryTarget.Text(new string('x', 4000)))],
        [
            .. from depth in new[] { 20, 64, 65, 1000, 2500 }
               from isHeader in new[] { true, false }
               select ($"{depth} levels", isHeader ? target.WithHeader("x", Nested(depth)) : target.WithClaim("x", Nested(depth))),
            ("unclosed", target.Sign(target.Header(), new string('[', 3000))),
            .. from size in new[] { 6_200, 9_000, 20_000, 250_000 }
               from name in new[] { "x", "sub", "aud", "kid" }
               let text = ForgeryTarget.Text(new string('x', size))
               select ($"{name} of {size} bytes", name == "kid" ? target.WithHeader(name, text) : target.WithClaim(name, text)),
            ("250 KB of dots", new string('.', 250_000)),
            ("250 KB of letters", new string('A', 250_000)),
            ("4 KB of dots", new string('.', 4_000)),
            ("many members", target.WithClaim("x", $"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":{i}"))}}}")),
        ]);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static byte[] With(string json, byte[] bytes)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var index = Array.IndexOf(text, (byte)1);
        return [.. text[..index], .. bytes, .. text[(index + 1)..]];
    }

    private static List<(string Name, string Json)> Members(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()))];
    }

    private static string Object(IEnumerable<(string Name, string Json)> members) =>
        $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Json}"))}}}";
}
