using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// The requests from which fuzzing starts: every operation of the OpenAPI document, the pages, and bodies and addresses that are expensive
/// to refuse.
/// </summary>
internal static class FuzzRequests
{
    private const string Share = "/api/integrations/abc-123/shares/team:coaching";

    /// <summary>The values of parameters of paths and queries, by name; for IDs, by the noun before them.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["integrations"] = "abc-123", ["users"] = "bwong", ["teams"] = "coaching", ["clients"] = "never-used", ["members"] = "bwong",
        ["shares"] = "team:coaching",
        ["schemas"] = "1", ["1"] = "share", ["problems"] = "not-found", ["inf"] = "share",
        ["q"] = "a", ["limit"] = "2", ["access"] = "owned", ["type"] = "user", ["name"] = "a",
    };

    /// <summary>Addresses and bodies whose refusal was once expensive or failed.</summary>
    public static IReadOnlyList<RawRequest> Expensive { get; } =
    [
        Put("/api/integrations/never-used", $$$"""{"_x":{"{{{new string(' ', 32_000)}}}":[{{{Repeat("1", 16_000)}}}]}}"""),
        Put("/api/integrations/never-used", $$$"""{"_x":{"{{{new string('<', 30_000)}}}":[{{{Repeat("{\"a\":1,\"a\":2}", 2_000)}}}]}}"""),
        Put(Share, $$$"""{{{{Repeat("\"accessLevel\":1", 4_000)}}}}"""),
        Put(Share, $"{new string('[', 30)}{Repeat("1", 30_000)}{new string(']', 30)}"),
        Post("/api/v1/teams/coaching/authorize", $$$"""{"{{{new string('<', 30_000)}}}":{{{{Repeat("\"a\":1", 110)}}}}}"""),
        Post("/api/v1/teams/coaching/authorize", $$"""{"scopes":[{{Repeat("\"<\"", 15_000)}}]}"""),
        Post("/api/v1/oauth/delegated-token", $$"""{"sub":"{{new string('x', 60_000)}}"}"""),
        new("GET", $"/api/integrations?q={new string('a', 1_900)}b"),
        new("GET", $"/api/principals?q={new string('%', 3)}25{new string('_', 150)}"),
        new("GET", $"/api/users?q={new string('a', 200)}"),
        new("GET", $"/api/integrations?after={new string('A', 7_000)}"),
        Post("/api/integrations", """{"id":"Rv-A1","slug":"rv-a1","name":"x"}"""),
        Put("/api/integrations/abc-123", """{"slug":"ABC-123","name":"Salesforce"}"""),
        Put("/api/integrations/abc-123", """{"slug":"abc-123","name":"Salesforce"}"""),
        Form("/sign-in", "multipart/form-data; boundary=x", "junk"),
        Form("/sign-in", "application/x-www-form-urlencoded; charset=utf-7", "userId=admin"),
        Form("/teams/coaching/authorize", "multipart/form-data; boundary=x", "--x\r\n"),
        Form("/authorizations/coaching/revoke", "application/x-www-form-urlencoded; charset=utf-7", "a=+AGE-"),
        new RawRequest("GET", "/api/integrations/abc-123/shares").With($"If-None-Match: {Repeat("\"a\"", 3_000)}"),
        new RawRequest("GET", "/api").With($"Accept: {Repeat("a/b;q=0.1", 1_200)}"),
        new RawRequest("GET", "/api").With($"Prefer: transclude=\"{string.Join(' ', Enumerable.Repeat("inf:me", 1_500))}\""),
    ];

    /// <summary>Pages and files, which the OpenAPI document does not describe.</summary>
    private static readonly RawRequest[] Pages =
    [
        new("GET", "/"), new("GET", "/openapi"), new("GET", "/pages.css"), new("GET", "/console/main.js"),
        new("GET", "/sign-in?q=a&return_to=/api"), new("GET", "/sign-out"),
        new("GET", "/teams/coaching/authorize?scope=data:read&state=x&return_to=/api"), new("GET", "/authorizations"), new("GET", "/rels"),
        new("GET", "/problems"), new("GET", "/health/live"),
        Form("/sign-in", "application/x-www-form-urlencoded", "user=admin&return_to=/"),
        Form("/sign-out", "application/x-www-form-urlencoded", "x=y"),
        Form("/teams/coaching/authorize", "application/x-www-form-urlencoded", "scope=data:read&decision=allow"),
        Form("/authorizations/coaching/revoke", "application/x-www-form-urlencoded", "x=y"),
    ];

    /// <summary>Every operation once for each example of its request body, then pages, then what is expensive to refuse.</summary>
    public static IReadOnlyList<RawRequest> All { get; } = [.. Documented(ApiOperations.All.Document), .. Pages, .. Expensive];

    private static IEnumerable<RawRequest> Documented(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind == JsonValueKind.Object
        from body in Bodies(document, operation.Value)
        let request = new RawRequest(operation.Name.ToUpperInvariant(), Fill(path.Name) + Query(operation.Value))
        select body is null ? request : request.WithJson(body);

    private static IEnumerable<string?> Bodies(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return [null];
        var content = body.GetProperty("content").GetProperty("application/json");
        return content.TryGetProperty("examples", out var examples)
            ? [.. from example in examples.EnumerateObject() select Example(document, example.Value)]
            : ["{}"];
    }

    private static string Example(JsonElement document, JsonElement example) =>
        (example.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("examples").GetProperty(reference.GetString()!.Split('/')[^1])
            : example).GetProperty("value").GetRawText();

    private static string Fill(string template)
    {
        var segments = template.Split('/');
        for (var i = 1; i < segments.Length; i++)
            if (segments[i] is ['{', ..])
                segments[i] = Samples.GetValueOrDefault(segments[i - 1], "x");
        return string.Join('/', segments);
    }

    private static string Query(JsonElement operation)
    {
        var names = from parameter in operation.GetProperty("parameters").EnumerateArray()
                    where parameter.TryGetProperty("in", out var place) && place.GetString() == "query"
                    select parameter.GetProperty("name").GetString()!;
        var pairs = string.Join('&', names.Where(Samples.ContainsKey).Select(name => $"{name}={Samples[name]}"));
        return pairs.Length == 0 ? "" : "?" + pairs;
    }

    private static RawRequest Put(string target, string json) => new RawRequest("PUT", target).WithJson(json);

    private static RawRequest Post(string target, string json) => new RawRequest("POST", target).WithJson(json);

    private static RawRequest Form(string target, string contentType, string body) =>
        (new RawRequest("POST", target).WithJson(body) with { ContentType = contentType }).With("Sec-Fetch-Site: same-origin");

    private static string Repeat(string text, int times) => string.Join(',', Enumerable.Repeat(text, times));
}
