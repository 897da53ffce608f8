using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// First lines and headers that readers of HTTP read differently, each with an authorized DELETE behind it on the same connection. What is
/// refused closes the connection, so the DELETE is never made.
/// </summary>
public sealed class FirstLineTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private static readonly string Credentials = $"Authorization: Bearer {TestIssuer.BuiltIn.Token("admin")}\r\n";
    private static readonly string Delete =
        $"DELETE /api/integrations/abc-123/shares/user:jdoe HTTP/1.1\r\nHost: 127.0.0.1\r\n{Credentials}\r\n";

    [Theory]
    [InlineData("GET /api", "400")]
    [InlineData("GET /api\r\n", "400")]
    [InlineData("GET  /api HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1 \r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.2\r\nHost: x\r\n\r\n", "505")]
    [InlineData("GET /api HTTP/0.9\r\n\r\n", "505")]
    [InlineData("GET /api HTTP/2.0\r\nHost: x\r\n\r\n", "505")]
    [InlineData("GET /api http/1.1\r\nHost: x\r\n\r\n", "505")]
    [InlineData("GET\t/api\tHTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("G@T /api HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /a\0pi HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET api HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("GET 127.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("GET * HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("GET http://127.0.0.1/api HTTP/1.1\r\nHost: evil.example\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x, y\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x/y\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x@y\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA : c\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nA\r\n\r\n", "400")]
    [InlineData("GET /api HTTP/1.1\r\nHost: x\r\nÄ: b\r\n\r\n", "400")]
    public async Task RefusedRequest_ClosesTheConnection(string request, string statuses)
    {
        var before = await server.DigestAsync();

        (await SendAsync(request + Delete)).Should().Be(statuses);

        (await server.DigestAsync()).Should().Equal(before, "nothing behind a refused request is read");
    }

    /// <summary>What RFC 9112 lets a server accept (sections 2.2, 3 and 3.2.2).</summary>
    [Theory]
    [InlineData("GET /health/live  HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\nHost: x\n\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\nA: b\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET http://x/health/live HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\r\nA: \t b\tc \t\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")]
    public async Task UnusualRequest_IsReadOnce(string request) =>
        (await SendAsync($"{request}GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).Should().Be("200 200");

    private async Task<string> SendAsync(string bytes) =>
        string.Join(' ', await RawConversation.SendAsync(server.Address, Encoding.Latin1.GetBytes(bytes)));
}
