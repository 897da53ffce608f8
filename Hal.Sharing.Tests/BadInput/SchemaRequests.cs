using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>One request of a fuzz.</summary>
/// <param name="Operation">The method and the path of the document.</param>
/// <param name="IsValid">Whether the operation can take the request, for a caller who may send it.</param>
/// <param name="Damaged">The bytes to send instead of the request's own; null: those.</param>
/// <param name="WantsTag">Whether the entity tag of the target is read first, and sent as <c>If-Match</c>.</param>
internal sealed record FuzzCase(string Operation, RawRequest Request, bool IsValid, byte[]? Damaged, bool WantsTag);

/// <summary>Makes requests of every operation that an OpenAPI document has: valid ones, and ones with up to three faults.</summary>
internal sealed class SchemaRequests
{
    private static readonly string[] Principals =
    [
        "user:jdoe", "user:jdoe", "user:bwong", "user:coach", "user:spare-1", "team:analytics", "team:analytics", "team:coaching",
        "user:managed",
    ];

    private static readonly string[] Users =
        ["jdoe", "asmith", "bwong", "coach", "junior", "outsider", "managed", "spare-1", "spare-2", "spare-3", "spare-4", "admin"];

    private static readonly string[] Integrations = ["abc-123", "salesforce", "gd-001", "google-drive-engineering", "wh-001",
    "warehouse", "new-1"];

    /// <summary>
    /// Values of the parameters of paths by the segment before them (with a slash if a query has the name, too), and of queries and
    /// properties by their name.
    /// </summary>
    private static readonly Dictionary<string, string[]> Samples = new()
    {
        ["integrations"] = Integrations, ["users"] = Users, ["members"] = Users[..5], ["shares"] = Principals,
        ["teams"] = ["analytics", "engineering", "coaching", "new-1"], ["clients"] = [FuzzCallers.Client, "spare-client", "new-1"],
        ["schemas"] = ["1", "share", "problem"], ["1"] = ["share", "user", "problem"], ["problems"] = ["not-found", "forbidden"],
        ["access/"] = ["user:admin", "user:bwong", "user:jdoe"], ["changes"] = ["JS9QxTsVgCUUmxsJ02DC7g"],
        ["inf"] = ["share", "edit", "transfer"],
        ["q"] = ["a", "sales", "e"], ["access"] = ["owned", "shared"], ["type"] = ["user", "team"], ["limit"] = ["1", "2", "100", "1000"],
        ["userId"] = Users, ["sub"] = ["junior", "managed"], ["teamId"] = ["analytics", "coaching"], ["team_id"] = ["coaching"],
        ["principalIds"] = ["user:spare-1", "user:jdoe user:spare-2", "team:coaching"],
        ["principalId"] = Principals, ["managedBy"] = ["coach", FuzzCallers.Client], ["id"] = ["new-1", "new-2", "new-3"],
        ["slug"] = ["new-4", "new-5", "salesforce"], ["name"] = ["Name", "a"], ["url"] = ["https://example.com/a"],
    };

    private readonly List<(string Method, string Path, JsonElement Operation)> _operations;
    private readonly SchemaFaults _faults;
    private readonly SchemaValues _values;
    private readonly JsonElement _document;

    public SchemaRequests(JsonElement document)
    {
        _document = document;
        _values = new SchemaValues(document, Samples);
        _faults = new SchemaFaults(_values);
        _operations = [.. from path in document.GetProperty("paths").EnumerateObject()
                          from operation in path.Value.EnumerateObject()
                          where operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _)
                          let method = operation.Name.ToUpperInvariant()
                          // HEAD and OPTIONS less often: they do what GET does.
                          from copy in Enumerable.Range(0, method is "HEAD" or "OPTIONS" ? 2 : 4)
                          select (method, path.Name, operation.Value)];
    }

    public IReadOnlySet<string> Operations => _operations.Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();

    /// <summary>Returns the request of a number; always the same for the same random numbers.</summary>
    public FuzzCase Next(Random random)
    {
        var (method, path, operation) = _operations[random.Next(_operations.Count)];
        var isValid = random.Next(5) < 2;
        var schema = Schema(operation);
        var request = new RawRequest(method, Fill(path, random) + Query(operation, random)) { As = null };
        request = request.With(isValid ? FuzzCallers.Likely(random, path) : FuzzCallers.Any(random));
        if (schema is { } body && (isValid || random.Next(10) > 0))
            request = request.WithJson(SchemaValues.Text(_values.Members(body, random)));
        if (isValid && (method is "PUT" or "DELETE") && random.Next(16) == 0)
            return new($"{method} {path}", request.With("If-Match: \"stale\""), IsValid: false, null, WantsTag: false);
        if (isValid)
            return new($"{method} {path}", request, IsValid: true, null, WantsTag: method is "PUT" or "DELETE" && random.Next(4) == 0);

        for (var times = random.Next(1, 4); times > 0; times--)
            request = _faults.Add(request, schema, random);
        var damaged = new Damage(random).OfBytes(request.ToBytes());
        return new($"{method} {path}", request, IsValid: false, damaged, WantsTag: damaged is null && random.Next(20) == 0);
    }

    private JsonElement? Schema(JsonElement operation) => operation.TryGetProperty("requestBody", out var body)
        ? Follow(body).GetProperty("content").GetProperty("application/json").GetProperty("schema") : null;

    private static string Fill(string template, Random random)
    {
        var segments = template.Split('/');
        for (var i = 1; i < segments.Length; i++)
            if (segments[i] is ['{', ..])
                segments[i] = Samples.TryGetValue(segments[i - 1] + "/", out var values)
                    || Samples.TryGetValue(segments[i - 1], out values) ? values[random.Next(values.Length)] : "x";
        return string.Join('/', segments);
    }

    private string Query(JsonElement operation, Random random)
    {
        if (!operation.TryGetProperty("parameters", out var parameters))
            return "";
        var query = new StringBuilder();
        foreach (var parameter in parameters.EnumerateArray().Select(Follow))
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (parameter.GetProperty("in").GetString() == "query" && Samples.TryGetValue(name, out var values) && random.Next(3) == 0)
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(values[random.Next(values.Length)]);
        }
        return query.ToString();
    }

    private JsonElement Follow(JsonElement node) => node.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(_document, (found, step) => found.GetProperty(step)) : node;
}
