using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// Requests that two readers of HTTP could divide differently (RFC 9112, section 11.2), each with an authorized DELETE in its body and a
/// harmless request behind it. Each is refused and its connection closed, or has one meaning. The DELETE is never made.
/// </summary>
public sealed class SmugglingTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Refused = "400";
    private const string OnceAndNext = "200 200";

    // GET is answered without its body. Then the body turns out to have no end.
    private const string Closed = "200";

    // Without a body, what follows is no request.
    private const string OtherHeader = "200 400";

    private static readonly string Credentials = $"Authorization: Bearer {TestIssuer.BuiltIn.Token("admin")}\r\n";
    private static readonly string Hidden =
        $"DELETE /api/integrations/abc-123/shares/user:jdoe HTTP/1.1\r\nHost: 127.0.0.1\r\n{Credentials}\r\n";

    private static readonly string Chunks = $"{Hidden.Length:x}\r\n{Hidden}\r\n0\r\n\r\n";
    private static readonly string EndThenHidden = $"0\r\n\r\n{Hidden}";
    private static readonly string Next = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

    /// <summary>Spellings of the header that some readers take for chunked and others do not.</summary>
    public static TheoryData<string, string> Codings => new()
    {
        { "Transfer-Encoding: chunked", OnceAndNext }, { "transfer-encoding: CHUNKED", OnceAndNext },
        { "Transfer-Encoding:\tchunked", OnceAndNext }, { "Transfer-Encoding:chunked  ", OnceAndNext },
        { "Transfer-Encoding : chunked", Refused }, { "Transfer-Encoding\t: chunked", Refused },
        { " Transfer-Encoding: chunked", Refused }, { "X: y\r\n Transfer-Encoding: chunked", Refused },
        { "Transfer-Encoding: xchunked", Refused }, { "Transfer-Encoding: chunkedx", Refused },
        { "Transfer-Encoding: \"chunked\"", Refused }, { "Transfer-Encoding: chunked;q=1", Refused },
        { "Transfer-Encoding: \vchunked", Refused }, { "Transfer-Encoding: chunked\v", Refused },
        { "Transfer-Encoding: identity", Refused }, { "Transfer-Encoding: gzip", Refused }, { "Transfer-Encoding: ", Refused },
        { "Transfer-Encoding: chunked, identity", Refused }, { "Transfer-Encoding: chunked, chunked", Refused },
        { "Transfer-Encoding: identity, chunked", Refused }, { "Transfer-Encoding: gzip, chunked", Refused },
        { "Transfer-Encoding: chunked,", Refused }, { "Transfer-Encoding: ,chunked", Refused },
        { "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Refused },
        { "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", Refused },
        { "Transfer-Encoding: x\r\nTransfer-Encoding: chunked", Refused },
        { "Transfer-Encoding\0: chunked", Refused }, { "Transfer-Encoding: chunked\0", Refused },
        { "X: y\nTransfer-Encoding: chunked", OnceAndNext }, { "X: y\rTransfer-Encoding: chunked", Refused },
        { "Transfer_Encoding: chunked", OtherHeader }, { "Transfer Encoding: chunked", Refused },
    };

    [Theory]
    [MemberData(nameof(Codings))]
    public Task Coding_IsReadAsChunked_OrRefused(string header, string outcome) => CheckAsync($"{header}\r\n", Chunks, outcome);

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task CodingWithLength_IsNeverReadTwice(string header, string outcome)
    {
        var fits = outcome == OtherHeader ? OnceAndNext : Refused;

        await CheckAsync($"{header}\r\nContent-Length: {EndThenHidden.Length}\r\n", EndThenHidden, fits);
        await CheckAsync($"Content-Length: {EndThenHidden.Length}\r\n{header}\r\n", EndThenHidden, fits);
        // By a header that is none of HTTP's, the DELETE is no part of the body.
        if (outcome == OtherHeader)
            return;
        await CheckAsync($"{header}\r\nContent-Length: 4\r\n", Chunks, Refused);
        await CheckAsync($"{header}\r\nContent-Length: 0\r\n", Chunks, Refused);
    }

    /// <summary>LEN is the length of the body, SHORT a smaller one.</summary>
    [Theory]
    [InlineData("Content-Length: LEN", OnceAndNext)]
    [InlineData("Content-Length:LEN \t", OnceAndNext)]
    [InlineData("Content-Length: 000LEN", OnceAndNext)]
    [InlineData("Content-Length: LEN\r\nContent-Length: LEN", Refused)]
    [InlineData("Content-Length: LEN\r\nContent-Length: SHORT", Refused)]
    [InlineData("Content-Length: SHORT\r\nContent-Length: LEN", Refused)]
    [InlineData("Content-Length: LEN, LEN", Refused)]
    [InlineData("Content-Length: SHORT, LEN", Refused)]
    // Kestrel reads the sign, and the length as the same number.
    [InlineData("Content-Length: +LEN", OnceAndNext)]
    [InlineData("Content-Length: -LEN", Refused)]
    [InlineData("Content-Length: 0xLEN", Refused)]
    [InlineData("Content-Length: LEN.0", Refused)]
    [InlineData("Content-Length: LEN;", Refused)]
    [InlineData("Content-Length: L EN", Refused)]
    [InlineData("Content-Length: \vLEN", Refused)]
    [InlineData("Content-Length : LEN", Refused)]
    [InlineData(" Content-Length: LEN", Refused)]
    [InlineData("Content-Length: \r\n LEN", Refused)]
    [InlineData("Content-Length: ", Refused)]
    [InlineData("Content-Length: 18446744073709551617", Refused)]
    [InlineData("Content-Length: 9223372036854775808", Refused)]
    [InlineData("Content-Length\0: LEN", Refused)]
    public Task Length_IsOneNumber_OrRefused(string header, string outcome) => CheckAsync(
        header.Replace("LEN", $"{Hidden.Length}", StringComparison.Ordinal).Replace("SHORT", "1", StringComparison.Ordinal) + "\r\n",
        Hidden, outcome);

    /// <summary>LEN is the length of the chunk in hexadecimal digits, DATA the chunk.</summary>
    [Theory]
    [InlineData("LEN\r\nDATA\r\n0\r\n\r\n", OnceAndNext)]
    [InlineData("000LEN\r\nDATA\r\n000\r\n\r\n", OnceAndNext)]
    [InlineData("LEN;name=value\r\nDATA\r\n0;last\r\n\r\n", OnceAndNext)]
    [InlineData("LEN\r\nDATA\r\n0\r\nX-Trailer: y\r\n\r\n", OnceAndNext)]
    [InlineData("LEN\r\nDATA\r\n0\r\nContent-Length: 3\r\nTransfer-Encoding: x\r\nHost: y\r\n\r\n", OnceAndNext)]
    [InlineData("0xLEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("+LEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("-LEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData(" LEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("\r\nLEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("LEN\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("LEN\rDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("LENg\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA0\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA\n0\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA\r\n0\n\n", Closed)]
    [InlineData("LEN;a\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("FFFFFFFFFFFFFFFFLEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("80000000\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("100000000000000LEN\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("\r\nDATA\r\n0\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA\r\n0\r\nX-Trailer : y\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA\r\n0\r\nX: y\r\n folded\r\n\r\n", Closed)]
    [InlineData("LEN\r\nDATA\r\n", Closed)]
    public async Task Chunk_HasOneLength_OrTheConnectionCloses(string body, string outcome)
    {
        var chunks = body.Replace("LEN", $"{Hidden.Length:x}", StringComparison.Ordinal).Replace("DATA", Hidden, StringComparison.Ordinal);

        await CheckAsync("Transfer-Encoding: chunked\r\n", chunks, outcome);
        // A request that reads its body is refused: the body is not JSON, or no body.
        await CheckAsync(
            "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n", chunks, outcome == Closed ? Refused : "400 200",
            "PUT /api/integrations/gd-001");
    }


    private async Task CheckAsync(string headers, string body, string outcome, string request = "GET /api/users/me")
    {
        var before = await server.DigestAsync();

        var statuses = await RawConversation.SendAsync(server.Address, Encoding.Latin1.GetBytes(
            $"{request} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Credentials}{headers}\r\n{body}{Next}"));

        string.Join(' ', statuses).Should().Be(outcome);
        (await server.DigestAsync()).Should().Equal(before, "the hidden request must not be made");
    }
}
