using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Sends a sequence to the server and to the model, in a new world, until they differ.</summary>
internal sealed class SequenceRun(ConformanceServer server, Rules rules, Coverage coverage)
{
    // Every response depends on the caller, and none may be stored by shared caches.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["Cache-Control"] = "no-cache, private", ["Vary"] = "Accept, Authorization, Cookie, refreshed-token",
    };

    private static readonly string[] Compared =
        ["Content-Type", "Location", "Content-Location", "Link", "ETag", "Allow", "WWW-Authenticate", .. Defaults.Keys];

    private readonly Bindings _bindings = new();
    private readonly SeenTags _tags = new();
    private readonly List<string> _log = [];

    /// <summary>Returns the requests up to the first difference, then the difference; null if there is none.</summary>
    public async Task<Counterexample?> RunAsync(IReadOnlyList<Step> steps)
    {
        var world = await server.CreateWorldAsync();
        string Short(string text) => text.Replace(world.Prefix, "", StringComparison.Ordinal);
        foreach (var step in steps)
        {
            world = server.Advance(world);
            var request = new Resolver(world, _bindings, _tags).Resolve(step);
            _log.Add($"{_log.Count + 1}. {Short($"{request}")}");
            var (answer, differences) = await SendAsync(request, world);
            if (differences.Count > 0)
                return new(_log, [.. differences.Select(Short)]);
            world = answer!.World;
        }
        return null;
    }

    private async Task<(Answer? Answer, IReadOnlyList<string> Differences)> SendAsync(ApiRequest request, World world)
    {
        try
        {
            using var response = await server.SendAsync(request);
            var body = await BodyAsync(response);
            coverage.Add(request, (int)response.StatusCode);
            _log[^1] += $" -> {(int)response.StatusCode}";
            var answer = Model.Respond(new(rules, world, request, _bindings, GeneratedValues.Of(body)));
            if (response.Headers.ETag is { } tag)
                _tags.Add(Address(request, response, body), tag.Tag);
            var differences = Differences(answer, response, body);
            return (answer, differences.Count > 0 ? differences : [.. GeneratedValues.Faults(world, answer.World, request)]);
        }
        catch (Exception exception)
        {
            // Such as a response that is not in the OpenAPI document, or a request that the model cannot answer.
            return (null, [$"{exception}"]);
        }
    }

    private IReadOnlyList<string> Differences(Answer expected, HttpResponseMessage response, JsonNode? body)
    {
        var diff = new JsonDiff(_bindings);
        diff.Compare("status", $"{expected.Status}", $"{(int)response.StatusCode}");
        if (diff.Differences.Count > 0 && body is not null)
            diff.Compare("problem", null, (body as JsonObject)?["detail"]?.ToString() ?? "none");
        if (diff.Differences.Count > 0)
            return diff.Differences;
        diff.Compare("body", expected.Body, body);
        foreach (var name in Compared)
            diff.Compare(name, expected.Headers.GetValueOrDefault(name) ?? Defaults.GetValueOrDefault(name), Header(response, name));
        return diff.Differences;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values)
        || response.Content.Headers.NonValidated.TryGetValues(name, out values) ? Joined(name, values) : null;

    // The order of directives means nothing.
    private static string Joined(string name, IEnumerable<string> values) =>
        name == "Cache-Control" ? string.Join(", ", values.SelectMany(value => value.Split(", ")).Order()) : string.Join(", ", values);

    /// <summary>Returns the body, with the claims of a token instead of the token; null if it is empty.</summary>
    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text);
        if (body is JsonObject document && document["access_token"] is { } token)
            document["access_token"] = GeneratedValues.Claims(token.ToString());
        return body;
    }

    /// <summary>The address of what the response shows.</summary>
    private static string Address(ApiRequest request, HttpResponseMessage response, JsonNode? body) =>
        (Header(response, "Content-Location") ?? (string?)(body as JsonObject)?["_links"]?["self"]?["href"] ?? request.Path).Split('?')[0];
}

/// <summary>The requests that show a difference, one in each line, and the difference.</summary>
internal sealed record Counterexample(IReadOnlyList<string> Requests, IReadOnlyList<string> Differences)
{
    private const int MostDifferences = 20;

    public override string ToString() => string.Join(
        '\n', [.. Requests, .. Differences.Take(MostDifferences).Select(difference => "   " + difference)]);
}
