using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>Refused requests, by anyone and at any rate, write fewer than 20 bytes of log each.</summary>
public sealed class RefusedRequestLogTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const int Rounds = 40;
    private const int MostBytesEach = 20;

    private static readonly string Expired = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo);
    private static readonly string Caller = $"Bearer {TestIssuer.BuiltIn.Token("outsider")}";

    private static readonly (string Method, string Path, (string, string)[] Headers, string? Body)[] Kinds =
    [
        ("GET", "/api/users", [], null),
        ("GET", "/api/users", [("Authorization", "Bearer nonsense")], null),
        ("GET", "/api/users", [("Authorization", $"Bearer {Expired}")], null),
        ("GET", "/api/users", [("Authorization", $"Bearer {Expired[..^4]}AAAA")], null),
        ("GET", "/api/users", [("Authorization", "Basic bm9ib2R5Om5vdGhpbmc=")], null),
        ("GET", "/api/users", [("Cookie", $"token={Expired}; session=nonsense; .AspNetCore.Antiforgery.x=nonsense")], null),
        ("GET", "/api/users", [("Authorization", $"Bearer {new string('a', 9000)}")], null),
        ("GET", $"/{new string('x', 3000)}", [], null),
        ("PATCH", "/api/users", [("Authorization", Caller)], "{}"),
        ("GET", "/api/integrations/never-used", [("Authorization", Caller)], null),
        ("GET", "/api/integrations?limit=0", [("Authorization", Caller)], null),
        ("GET", "/api/users", [("Authorization", Caller), ("Accept", "image/png")], null),
        ("DELETE", "/api/users/jdoe", [("Authorization", Caller)], null),
        ("DELETE", "/api/integrations/abc-123", [("Authorization", Caller)], null),
        ("POST", "/api/integrations", [("Authorization", Caller)], "{"),
        ("POST", "/api/v1/teams/coaching/authorize", [("Authorization", Caller)], "{}"),
        ("PUT", "/api/users/outsider", [("Authorization", Caller), ("If-Match", "\"1\"")], """{"displayName":"Outsider"}"""),
        ("POST", "/sign-in", [("Sec-Fetch-Site", "same-origin"), ("Cookie", "antiforgery=nonsense")], "user=jdoe"),
        ("POST", "/sign-out", [("Sec-Fetch-Site", "cross-site"), ("Cookie", $"token={Expired}")], "x=y"),
    ];

    private static readonly byte[][] Malformed =
    [
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n"),
        Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\nLong: {new string('x', 20_000)}\r\n\r\n"),
        Encoding.ASCII.GetBytes("nonsense\r\n\r\n"),
    ];

    [Fact]
    public async Task RefusedRequests_WriteFewBytes()
    {
        var folder = folders.New();
        var key = $"--Auth:SigningKey={TestIssuer.BuiltInPem}";
        await (await ServerProcess.StartReadyAsync(folder, key)).StopAsync();
        var quiet = await (await ServerProcess.StartReadyAsync(folder, key)).StopAsync();

        await using var server = await ServerProcess.StartReadyAsync(folder, key, "--Limits:FailedAuthenticationsPerMinute=100");
        var refused = await SendAllAsync(server.Address);
        var ended = await server.StopAsync();

        refused.Should().Be(Rounds * (Kinds.Length + Malformed.Length));
        var bytes = Size(ended) - Size(quiet);
        (bytes / (double)refused).Should().BeLessThan(MostBytesEach, ended.Output + ended.Error);
        ended.Output.Should().Contain("requests refused: not-found.", "what is refused is counted, and shown once per second");
    }

    /// <summary>Returns how many requests were refused.</summary>
    private static async Task<int> SendAllAsync(Uri address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (method, path, headers, body) in Kinds)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                foreach (var (name, value) in headers)
                    request.Headers.TryAddWithoutValidation(name, value);
                var type = path.StartsWith("/sign", StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : "application/json";
                request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
                using var response = await client.SendAsync(request);
                refused += (int)response.StatusCode is >= 400 and < 500 ? 1 : 0;
            }
            foreach (var request in Malformed)
                refused += (await RawAnswer.SendAsync(address, request)).Status is >= 400 and < 500 ? 1 : 0;
        }
        return refused;
    }

    private static int Size(Ended ended) => Encoding.UTF8.GetByteCount(ended.Output) + Encoding.UTF8.GetByteCount(ended.Error);
}
