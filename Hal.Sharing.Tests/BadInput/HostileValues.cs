namespace Hal.Sharing.Tests.BadInput;

/// <summary>Values that no schema expects, as JSON texts, and pieces of addresses and headers that no client sends.</summary>
internal static class HostileValues
{
    /// <summary>JSON values of every type, at and beyond the limits of numbers, texts and nesting.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "false", "0", "-1", "-0", "1.0", "1.5", "1e0", "1e400", "-1e400", "2147483647", "2147483648", "-2147483649",
        "9223372036854775808", new('9', 500), "0." + new string('0', 400) + "1", "[]", "{}", "[null]", "[[]]", """{"a":1,"a":2}""",
        Nested(30), Nested(33), Nested(2_000), """{"$ref":"#/"}""", """{"__proto__":{"isSuperuser":true}}""",
        Quoted(""), Quoted(" "), Quoted("\\u0000"), Quoted("a\\u0000b"), Quoted("\\ud800"), Quoted("\\udfff\\ud800"), Quoted("\\ud83d"),
        Quoted("😀"), Quoted("\u202Eevil"), Quoted("\u200B"), Quoted("\uFEFFa"), Quoted("İ"), Quoted("ſ"),
        Quoted("e" + new string('\u0301', 500)),
        Quoted("１"), Quoted("0x1"), Quoted("+1"), Quoted("01"), Quoted("1 "), Quoted("1e0"), Quoted("NaN"), Quoted("null"),
        Quoted("true"),
        Quoted("' or 1=1 --"), Quoted("%"), Quoted("_"), Quoted("\\\\"), Quoted("$1"), Quoted("{0}"), Quoted("<script>"),
        Quoted("\\r\\nX: y"),
        Quoted("user:jdoe"), Quoted("user:"), Quoted(":"), Quoted("team:ANALYTICS"), Quoted("USER:jdoe"), Quoted("me"), Quoted("options"),
        Quoted(".."), Quoted("javascript:alert(1)"), Quoted("data:read"), Quoted(new string('a', 128)), Quoted(new string('a', 129)),
        Quoted(new string('a', 200)), Quoted(new string('a', 201)), Quoted(new string('x', 4_001)),
        Quoted(new string('x', 20_000)),
    ];

    /// <summary>Texts that are no JSON.</summary>
    public static readonly string[] NoJson =
    [
        "", " ", "{", "}", "[", "]", "\"", "nul", "NaN", "Infinity", "undefined", "{'a':1}", "{a:1}", """{"a":1,}""", "[1,]", "[,]",
        "// x\n{}",
        "/* x */{}", "{}{}", "{} x", "\uFEFF{}", "\0", "{\"a\":\"\n\"}", "01", "+1", ".5", "1.", "1e", "{\"a\" 1}", "{\"a\":}",
        "\"\\x41\"",
        "\"\\u12\"", "a=b&c=d", "<a/>", "--x\r\n\r\n--x--",
    ];

    /// <summary>IDs as they stand in addresses, already encoded or deliberately not.</summary>
    public static readonly string[] Segments =
    [
        ".", "..", "...", "%2E", "%2e%2e", "%2F", "%5C", "a%2Fb", "..%2Fshares", "%00", "a%00b", "%", "%zz", "%ff", "%C0%AF", "%ED%A0%80",
        "%F0%9F%98%80", "%E2%80%AE", "%EF%BB%BF", "%0d%0aX:%20y", "%20", "+", "~", "me", "ME", "options", "abc-123%20", "%61bc-123",
        "ABC-123",
        "abc-123;v=1", "abc-123,gd-001", "{id}", "%7Bid%7D", "*", "'", "%27%20or%201=1--", ":", "user:", "user:%00", "user:jdoe:x",
        "User:jdoe", "team:", "null", "undefined", "-1", "0", new('a', 128), new('a', 129), new('a', 2_000), new('a', 10_000),
        string.Concat(Enumerable.Repeat("%25", 600)), "\u00e4", "\u0080",
    ];

    /// <summary>Queries, without the question mark.</summary>
    public static readonly string[] Queries =
    [
        "limit=0", "limit=-1", "limit=1001", "limit=1e3", "limit=+1", "limit=%31", "limit=", "limit", "limit=1&limit=2", "limit[]=1",
        "q=%00",
        "q=%ff", "q=%ED%A0%80", "q=" + new string('a', 200), "q=" + new string('a', 201), "q=%25", "q=_", "q=%5C", "q=%27", "q=a&q=b",
        "after=AAAA", "after=%00", "after=" + new string('A', 3_000), "after=====", "access=none", "access=owned,shared", "type=client",
        "type=USER", "name=%00", "name=" + new string('a', 3_000), "x=y", "&", "&&&=", "=", "%=%", "token=x", "access_token=x", "Q=a",
        "%00=1",
        "at=now", string.Join('&', Enumerable.Range(0, 500).Select(i => $"p{i}=1")),
    ];

    public static readonly string[] Headers =
    [
        "Accept: text/html", "Accept: application/json", "Accept: application/prs.hal-forms+json",
        "Accept: application/hal+json;q=0.1, */*",
        "Accept: */*;q=0", "Accept: garbage;;;", "Accept: application/json;q=2", "Accept: application/pdf",
        // Not a stream: it would never end.
        "Accept: text/event-stream;q=0",
        "Accept: \u00ff", "Accept-Encoding: gzip;q=x", "Accept-Language: \u00e4", "Prefer: transclude=inf:me",
        "Prefer: transclude=\"inf:user inf:team\"",
        "Prefer: transclude=inf:integration-shares", "Prefer: transclude=self", "Prefer: transclude=\"", "Prefer: return=minimal",
        "Prefer: ,,=;",
        "If-Match: *", "If-Match: \"x\"", "If-Match: x", "If-Match: W/\"x\"", "If-Match: \"\u00ff\"", "If-Match: \"a\", \"b",
        "If-Match: ",
        "If-None-Match: *", "If-None-Match: \"x\", W/\"y\"", "If-None-Match: \"", "If-Match: *\r\nIf-None-Match: *",
        "Idempotency-Key: \"a\"", "Idempotency-Key: ", "Idempotency-Key: \u00ff", "If-Unmodified-Since: x",
        "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "Range: bytes=9-1", "TE: trailers", "Content-Encoding: gzip", "Content-Language: x", "Origin: null",
        "Origin: http://evil.example",
        "Sec-Fetch-Site: cross-site", "Cookie: token=x", "Cookie: token=", "Cookie: =;;;\u00ff", "refreshed-token: x",
        "refreshed-token: ",
        "X-Forwarded-For: x", "X-Forwarded-Proto: javascript", "X-Forwarded-Prefix: //evil.example", "X-HTTP-Method-Override: DELETE",
        "traceparent: 00-00000000000000000000000000000000-0-0", "tracestate: " + new string('a', 600), "baggage: \u00ff=%",
        "Upgrade: websocket",
        "Last-Event-ID: x", "User-Agent: ", "Referer: \u00ff", "X-Long: " + new string('a', 9_000), "Via: " + new string('a', 17_000),
    ];

    public static readonly string[] ContentTypes =
    [
        "application/json", "application/hal+json", "application/prs.hal-forms+json", "application/json; charset=utf-8",
        "application/json; charset=utf-16", "application/json; charset=\"", "application/json;;;", "APPLICATION/JSON",
        "application/jsonp",
        "application/merge-patch+json", "text/json", "text/plain", "text/html", "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x", "application/xml", "application/octet-stream", "garbage", "*/*", "\u00ff/\u00ff",
    ];

    public static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "MKCOL", "LOCK", "get", "Post",
        "G-T", "PURGE",
    ];

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
