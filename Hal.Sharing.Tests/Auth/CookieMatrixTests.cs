using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Auth;

/// <summary>
/// Every operation by every combination of what a browser states about a request, with the content types in turn: unsafe requests by cookie
/// alone are accepted from own pages only, whatever their content type, and what is refused changes nothing. Safe requests change nothing
/// at all. Requests with a token that no browser adds get these combinations in turn.
/// </summary>
public sealed class CookieMatrixTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Allowed = "https://app.example.com";

    /// <summary>Values of Sec-Fetch-Site, and whether they show that the page is this server's own.</summary>
    private static readonly (string Header, bool IsOwn)[] Sites =
    [
        ("Sec-Fetch-Site: same-origin", true), ("Sec-Fetch-Site: same-site", false), ("Sec-Fetch-Site: cross-site", false),
        ("Sec-Fetch-Site: none", false), ("", false), ("Sec-Fetch-Site: junk", false), ("Sec-Fetch-Site: SAME-ORIGIN", false),
        ("Sec-Fetch-Site: same-origin, cross-site", false), ("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site", false),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin", false),
    ];

    private static readonly (string Header, bool IsOwn)[] Origins =
    [
        ("Origin: http://127.0.0.1", true), ($"Origin: {Allowed}", true), ("Origin: http://evil.example", false), ("Origin: null", false),
        ("", false), ("Origin: https://127.0.0.1", false), ($"Origin: {Allowed}.evil.example", false),
        ($"Origin: {Allowed}\r\nOrigin: http://evil.example", false),
    ];

    private static readonly string Token = TestIssuer.BuiltIn.Token("admin");

    /// <summary>What carries the token, and whether only the browser sends it.</summary>
    private static readonly (string[] Headers, bool ByCookieAlone)[] Sources =
    [
        ([$"Cookie: token={Token}"], true),
        ([$"Cookie: token={Token}", $"Authorization: Bearer {Token}"], false),
        ([$"Authorization: Bearer {Token}"], false),
    ];

    /// <summary>JSON, which needs a preflight request from another site, and what any form of another site can send.</summary>
    private static readonly (string Type, string Body)[] Bodies =
    [
        ("application/json", """{"_unknown":1}"""), ("application/x-www-form-urlencoded", "name=x&accessLevel=3"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n--x--\r\n"),
        ("text/plain", """{"name":"x","accessLevel":3,"principalId":"user:outsider","userId":"outsider","a":"="}"""),
    ];

    private readonly ListeningServer _server = new() { Settings = [("Auth:AllowedOrigins:0", Allowed)] };

    [Fact]
    public async Task UnsafeRequest_ByCookieAlone_IsAcceptedFromOwnPagesOnly()
    {
        var before = await _server.DigestAsync();
        var complaints = new List<string>();
        var (count, candidates) = (0, 0);
        foreach (var (operation, source, site, origin) in from operation in Operations(isSafe: false)
                                                          from source in Sources
                                                          from site in Sites
                                                          from origin in Origins
                                                          where source.ByCookieAlone || ++candidates % 7 == 0
                                                          select (operation, source, site, origin))
        {
            var isRefused = source.ByCookieAlone && !site.IsOwn && !origin.IsOwn;
            // Moves on with each site and each source, so that over all operations each combination of headers meets each type.
            var body = Bodies[(count + (count / Origins.Length) + (count / (Origins.Length * Sites.Length))) % Bodies.Length];
            // What is accepted must not change what the next request needs.
            var request = new RawRequest(operation.Method, Fill(operation.Path, isReal: isRefused)) { As = null }
                .With([.. source.Headers, .. new[] { site.Header, origin.Header }.Where(header => header.Length > 0)])
                .WithJson(body.Body) with { ContentType = body.Type };
            var answer = await _server.SendAsync(request);
            count++;
            if ((answer.Status == 403 && answer.Text.Contains("cookie-refused", StringComparison.Ordinal)) != isRefused)
                complaints.Add($"{request}: {answer.Status} {answer.Text}");
        }
        output.WriteLine($"{count} requests");
        complaints.Should().BeEmpty();
        (await _server.DigestAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task SafeRequest_ByCookie_ChangesNothing()
    {
        var before = await _server.DigestAsync();
        foreach (var (method, path) in Operations(isSafe: true))
        {
            foreach (var (site, _) in Sites.Where(site => site.Header.Length > 0))
            {
                var answer = await _server.SendAsync(
                    new RawRequest(method, Fill(path, isReal: true)) { As = null }.With($"Cookie: token={Token}", site, "Origin: null"));

                answer.Status.Should().BeOneOf([200, 204, 307, 403, 404, 405], "{0} {1}", method, path);
            }
        }
        (await _server.DigestAsync()).Should().Equal(before);
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private static IEnumerable<(string Method, string Path)> Operations(bool isSafe) =>
        from path in ApiOperations.All.Document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind == JsonValueKind.Object
        from method in operation.Name == "get" ? ["GET", "HEAD"] : new[] { operation.Name.ToUpperInvariant() }
        where isSafe == method is "GET" or "HEAD"
        select (method, path.Name);

    private static string Fill(string path, bool isReal) => path
        .Replace("integrations/{id}", isReal ? "integrations/abc-123" : "integrations/unknown", StringComparison.Ordinal)
        .Replace("users/{id}", isReal ? "users/outsider" : "users/unknown", StringComparison.Ordinal)
        .Replace("teams/{id}", isReal ? "teams/analytics" : "teams/unknown", StringComparison.Ordinal)
        .Replace("{team_id}", isReal ? "analytics" : "unknown", StringComparison.Ordinal)
        .Replace("{principalId}", "user:jdoe", StringComparison.Ordinal).Replace("{userId}", "bwong", StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal).Replace("{name}", "share", StringComparison.Ordinal)
        .Replace("{rel}", "share", StringComparison.Ordinal).Replace("{id}", "unknown", StringComparison.Ordinal);
}
