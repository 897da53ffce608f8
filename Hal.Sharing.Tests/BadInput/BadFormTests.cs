using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Bodies that are not JSON objects, or have another encoding, size or media type.</summary>
public sealed class BadFormTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private const string Json = "application/json";
    private const int Limit = 64 * 1024;

    private static readonly RawRequest[] Writes =
    [
        new("PUT", "/api/integrations/abc-123/shares/team:coaching"),
        new("POST", "/api/integrations/abc-123/shares"),
        new("PUT", "/api/integrations/abc-123/owner"),
        new("PUT", "/api/integrations/abc-123"),
        new("POST", "/api/integrations"),
        new("POST", "/api/teams"),
        new("PUT", "/api/teams/analytics"),
        new("POST", "/api/teams/analytics/members"),
        new("PUT", "/api/teams/analytics/members/bwong"),
        new("POST", "/api/users"),
        new("PUT", "/api/users/jdoe"),
        new("POST", "/api/clients"),
    ];

    [Fact]
    public Task NotAnObject() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from body in new[] { "[]", "[{}]", "null", "true", "1", "\"\"", "1e400", "\"{}\"" }
           select new Bad(write.WithJson(body), 400, "invalid-request", "send a JSON object"),
        .. from write in Writes.Skip(1) select new Bad(write with { ContentType = Json }, 400, "invalid-request", "no body"),
        .. from write in Writes.Skip(1) select new Bad(write, 400, "invalid-request", "no body"),
        .. from write in Writes.Skip(1) select new Bad(write with { Body = [] }, 400, "invalid-request", "no body"),
    ]);

    [Fact]
    public Task BrokenJson() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from body in new[]
           {
               "{", "}", "{{", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{a:1}", "{\"a\":1}}", "{} {}", "{}x", "// c\n{}",
               "{/* c */}", "\u00a0{}",
               "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}",
               "{\"a\":\"\\u12\"}", "{\"a\":\"", " ", "\r\n", "<a/>", "a=1",
               Deep(33), Deep(2000), new string('{', 60000), new string('[', 60000), "{\"_links\":" + Deep(32) + "}",
           }
           select new Bad(write.WithJson(body), 400, "invalid-request", "not valid JSON"),
    ]);

    [Fact]
    public Task OtherEncodings() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from body in new[]
           {
               Encoding.Unicode.GetBytes("{\"accessLevel\":1}"), Encoding.BigEndianUnicode.GetBytes("{}"), Encoding.UTF32.GetBytes("{}"),
               [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")],
               [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("{}")], Encoding.Latin1.GetBytes("{\"ä\":1}"),
               [.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
               [.. "{\"a\":\""u8, 0xC0, 0x80, .. "\"}"u8], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB], [0], [0, 0, 0, 0],
               [.. "{}"u8, 0], [0x1F, 0x8B, 8, 0],
           }
           select new Bad(write with { Body = body, ContentType = Json }, 400, "invalid-request"),
        .. from write in Writes
           from charset in new[] { "utf-16", "UTF-16LE", "iso-8859-1", "us-ascii", "\"utf-7\"", "x" }
           from type in new[] { Json, "application/hal+json", "application/prs.hal-forms+json" }
           select new Bad(write with { Body = "{}"u8.ToArray(), ContentType = $"{type}; charset={charset}" }, 415, "unsupported-media-type",
               "send UTF-8"),
    ]);

    [Fact]
    public Task OtherMediaTypes() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from type in new[]
           {
               "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
               "multipart/form-data", "application/vnd.api+json",
               "application/problem+json", "application/jsonx", "json", "*/*", "application/*", "application/json, application/json", ";",
               "garbage", "application/json/x", "application/prs.hal-forms",
           }
           from body in new[] { "{\"accessLevel\":0}", "accessLevel=1&id=gd-001&principalId=user:jdoe",
               "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\ngd-001\r\n--x--\r\n" }
           from chunked in new[] { false, true }
           select new Bad(write with { Body = Encoding.UTF8.GetBytes(body), ContentType = type, IsChunked = chunked }, 415,
               "unsupported-media-type", "send application/json, application/hal+json or application/prs.hal-forms+json"),
        .. from write in Writes select new Bad(write with { Body = "{}"u8.ToArray() }, 415, "unsupported-media-type", "no Content-Type"),
        .. from write in Writes
           select new Bad(write with { Body = "{}"u8.ToArray(), IsChunked = true }, 415, "unsupported-media-type", "no Content-Type"),
        .. from write in Writes
           from coding in new[] { "gzip", "br", "deflate", "identity, gzip", "x" }
           select new Bad(write.WithJson("{}").With($"Content-Encoding: {coding}"), 415, "unsupported-media-type", coding),
    ]);

    [Fact]
    public Task TooMuch() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from length in new[] { Limit + 1, Limit + 2, 2 * Limit, 1_000_000 }
           from chunked in new[] { false, true }
           select new Bad(
               write with { Body = Encoding.ASCII.GetBytes("{}".PadRight(length)), ContentType = Json, IsChunked = chunked }, 413,
               "content-too-large", $"{Limit}"),
        .. from write in Writes
           select new Bad(
               write with { ContentType = Json, Headers = ["Content-Length: 9999999999"] }, 413, "content-too-large", $"{Limit}"),
        // A body of the maximum length is read, and refused for another reason.
        .. from write in Writes
           from chunked in new[] { false, true }
           select new Bad(write with { Body = Encoding.ASCII.GetBytes("[]".PadRight(Limit)), ContentType = Json, IsChunked = chunked }, 400,
               "invalid-request", "JSON object"),
    ]);

    [Fact]
    public Task BrokenFraming() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from headers in new string[][]
           {
               ["Transfer-Encoding: gzip"], ["Transfer-Encoding: identity"], ["Content-Length: -1"], ["Content-Length: x"],
               ["Content-Length: 1", "Content-Length: 2"],
               ["Content-Length: 99999999999999999999"], ["Bad Header: x"], [": x"], ["X\0: y"], ["X: a\0b"], ["Content-Type: \u00e4"],
           }
           select new Bad(write with { Headers = headers }, 400, null) { IsBare = true },
        .. from write in Writes
           select new Bad(
               write with { ContentType = Json, Headers = [$"X-Long: {new string('x', 17 * 1024)}"] }, 431, null) { IsBare = true },
        // Transfer-Encoding names a chunked body, but the body has no chunks.
        .. from write in Writes
           select new Bad(write with { ContentType = Json, Headers = ["Transfer-Encoding: chunked", "\r\nxyz\r\n{}\r\n0\r\n"] }, 400,
               "invalid-request") { IsBare = true },
    ]);

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
}
