using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Valid requests, damaged at random with a fixed seed: whatever comes, the fault is never the server's.</summary>
public sealed class FuzzTests(ListeningServer server, ITestOutputHelper output) : IClassFixture<ListeningServer>
{
    private const int Seed = 20260115;
    private const int Rounds = 3000;

    private static readonly string[] Callers = ["admin", "jdoe", "asmith", "bwong", "outsider", "junior"];
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];
    private static readonly string[] Pieces = ["%00", "%2F", "..", "%ff", "%ED%A0%80", "%F0%9F%98%80", "'", "%25", "?", "&", "=", "#", ";", ":", "//", "me", "options", "%E2%80%8F", "%0A", "{", "\u00e4", "%", "limit=0", "q=%00", "after=AAAA"];
    private static readonly string[] Values = ["null", "true", "0", "-1", "1.5", "1e400", "2147483648", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "{\"a\":1,\"a\":2}", "\"user:jdoe\"", "\"😀\"", "\"'; --\"", "\"%\""];
    private static readonly string[] Headers =
    [
        "Accept: text/html", "Accept: garbage;;;", "Accept: application/json;q=2", "If-Match: x", "If-None-Match: *", "Content-Encoding: gzip", "Expect: 100-continue", "Cookie: token=x", "refreshed-token: x",
        "Authorization: Basic eDp5", "X-Forwarded-For: x", "Range: bytes=9-1", "TE: trailers", "Content-Type: text/plain", "Origin: null", "traceparent: 00-0-0-0",
    ];

    private static readonly RawRequest[] Valid =
    [
        new("GET", "/api"), new("GET", "/api/integrations?q=sales&access=shared&limit=2"), new("GET", "/api/integrations/abc-123"), new("GET", "/api/integrations/salesforce/shares?limit=1"),
        new("GET", "/api/integrations/abc-123/shares/user:jdoe"), new("GET", "/api/integrations/abc-123/owner"), new("GET", "/api/principals?q=a&type=user"), new("GET", "/api/principals/options?type=team"),
        new("GET", "/api/users/me"), new("GET", "/api/users/jdoe"), new("GET", "/api/teams/analytics"), new("GET", "/problems/not-found"), new("GET", "/health/ready"), new("GET", "/pages.css"),
        new RawRequest("PUT", "/api/integrations/abc-123/shares/team:coaching").WithJson("""{"accessLevel":2}"""),
        new RawRequest("PUT", "/api/integrations/gd-001/shares/user:coach").WithJson("""{"accessLevel":"1","_links":{"self":{"href":"/x"}}}"""),
        new RawRequest("POST", "/api/integrations/abc-123/shares").WithJson("""{"principalId":"user:coach","accessLevel":1}"""),
        new("DELETE", "/api/integrations/abc-123/shares/team:coaching"),
        new RawRequest("PUT", "/api/integrations/wh-001/owner").WithJson("""{"teamId":"analytics"}"""),
        new RawRequest("PUT", "/api/integrations/abc-123/owner").WithJson("""{"userId":"admin"}"""),
        new RawRequest("PUT", "/api/integrations/abc-123").WithJson("""{"slug":"salesforce","name":"Salesforce","type":"salesforce","description":"ä 😀"}"""),
        new RawRequest("POST", "/api/integrations").WithJson("""{"name":"New one","type":"x"}"""),
        new("GET", "/api/users?q=a&limit=2"), new("GET", "/api/teams?q=a"), new("GET", "/api/teams/analytics/members?limit=1"), new("GET", "/api/clients"), new("GET", "/rels/inf/share"),
        new RawRequest("POST", "/api/teams").WithJson("""{"name":"New team","url":"https://example.org"}"""),
        new RawRequest("PUT", "/api/teams/coaching").WithJson("""{"name":"Coaching","description":"x"}"""),
        new RawRequest("POST", "/api/teams/coaching/members").WithJson("""{"userId":"outsider","role":"member"}"""),
        new RawRequest("PUT", "/api/teams/analytics/members/bwong").WithJson("""{"role":"designer"}"""),
        new RawRequest("POST", "/api/users").WithJson("""{"displayName":"New user","email":"new@example.org"}"""),
        new RawRequest("PUT", "/api/users/bwong").WithJson("""{"displayName":"Bob Wong"}"""),
        new RawRequest("POST", "/api/clients").WithJson("""{"name":"New client"}"""),
        new("GET", "/api/v1/teams/"), new("GET", "/api/v1/teams/authorized"), new("GET", "/api/v1/teams/analytics/users?name=a"),
        new RawRequest("POST", "/api/v1/teams/coaching/authorize").WithJson("""{"scopes":["data:read"]}"""),
    ];

    [Fact]
    public async Task NoRequest_MakesTheServerFail()
    {
        var random = new Random(Seed);
        var (complaints, statuses) = (new List<string>(), new SortedDictionary<int, int>());
        for (var round = 0; round < Rounds; round++)
        {
            var request = Damage(Valid[random.Next(Valid.Length)] with { As = Callers[random.Next(Callers.Length)] }, random);
            var bytes = DamageBytes(request.ToBytes(), random);

            var answer = bytes is null ? await server.SendAsync(request) : await server.SendAndFinishAsync(bytes);

            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
            // 505 is Kestrel's word on a damaged version of HTTP.
            if (answer.Status >= 500 && answer is not { Status: 505, Body: [] })
                complaints.Add($"round {round}: {answer.Status} {answer.Text}\n{Encoding.Latin1.GetString(bytes ?? request.ToBytes())}");
        }
        output.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}")));
        complaints.Should().BeEmpty();
        statuses.Keys.Should().Contain([200, 204, 400, 403, 404, 405, 415], "a fuzz test that is always refused for one reason shows nothing");
        (await server.SendAsync(new RawRequest("GET", "/health/ready"))).Status.Should().Be(200, "the server is still there");
    }

    private static RawRequest Damage(RawRequest request, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
            request = DamageOnce(request, random);
        // Deleting for good would leave nothing to try the rest on.
        return request.Method == "DELETE" && !request.Target.Contains("/shares/", StringComparison.Ordinal) ? request with { Method = "GET" } : request;
    }

    /// <summary>Null for most requests, which stay whole.</summary>
    private static byte[]? DamageBytes(byte[] bytes, Random random)
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

    private static RawRequest DamageOnce(RawRequest request, Random random) => random.Next(8) switch
    {
        0 => request with { Method = Methods[random.Next(Methods.Length)] },
        1 => request with { Target = Insert(request.Target, Pieces[random.Next(Pieces.Length)], random) },
        2 => request with { Target = Cut(request.Target, random) },
        3 => request.With(Headers[random.Next(Headers.Length)]),
        4 => request with { Body = Encoding.UTF8.GetBytes(WithOtherValue(Encoding.UTF8.GetString(request.Body ?? []), random)), ContentType = request.ContentType ?? "application/json" },
        5 => request with { Body = Flip(request.Body ?? "{}"u8.ToArray(), random), IsChunked = random.Next(2) == 0 },
        6 => request with { Target = request.Target.Replace("abc-123", random.Next(2) == 0 ? "gd-001" : "warehouse", StringComparison.Ordinal) },
        _ => request with { Body = request.Body is null ? [] : request.Body[..random.Next(request.Body.Length + 1)] },
    };

    private static string Insert(string text, string piece, Random random) => text.Insert(random.Next(1, text.Length + 1), piece);

    private static string Cut(string text, Random random)
    {
        var start = random.Next(1, text.Length);
        return text.Remove(start, random.Next(text.Length - start));
    }

    /// <summary>Puts another value in the place of one that stands behind a colon, or makes a document of one member.</summary>
    private static string WithOtherValue(string json, Random random)
    {
        var value = Values[random.Next(Values.Length)];
        var colons = json.Select((letter, index) => (letter, index)).Where(pair => pair.letter == ':').Select(pair => pair.index).ToList();
        if (colons.Count == 0)
            return $"{{\"accessLevel\":{value}}}";
        var colon = colons[random.Next(colons.Count)];
        var end = json.IndexOfAny([',', '}'], colon);
        return end < 0 ? json + value : $"{json[..(colon + 1)]}{value}{json[end..]}";
    }

    private static byte[] Flip(byte[] body, Random random)
    {
        if (body.Length == 0)
            return [(byte)random.Next(256)];
        var flipped = body.ToArray();
        flipped[random.Next(body.Length)] = (byte)random.Next(256);
        return flipped;
    }
}
