using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>A request that names something that is hidden from the caller, or something that never existed, equally long.</summary>
/// <param name="Path">With <c>{x}</c> in place of the name.</param>
/// <param name="Body">With <c>{x}</c>; null: none.</param>
internal sealed record HiddenRequest(string Caller, string Method, string Path, string? Body, string Hidden, string Absent)
{
    public const string Client = "client-a1";

    /// <summary>An integration that outsider owns.</summary>
    public const string Own = "own-1";

    /// <summary>Adds what the requests name beside the demo data.</summary>
    public const string InsertSql = """
        insert into account_ids (id, kind) values ('client-a1', 'client');
        insert into clients (id, name, secret_hash, created_at, updated_at) values ('client-a1', 'Client', '\x00', now(), now());
        insert into integration_names (name, integration_id) values ('own-1', 'own-1'), ('own-slug', 'own-1');
        insert into integrations (id, slug, name, type, owner_id, created_at, updated_at)
        values ('own-1', 'own-slug', 'Own', 'probe', 'user:outsider', now(), now());
        """;

    /// <summary>Every operation whose path names what can be hidden, and every other place where a request names a principal.</summary>
    public static IReadOnlyList<HiddenRequest> All => [.. InPaths(), .. InBodies(), .. InQueries()];

    public RawRequest With(string name)
    {
        var request = new RawRequest(Method, Path.Replace("{x}", name, StringComparison.Ordinal)) { As = Caller };
        return Body is null ? request : request.WithJson(Body.Replace("{x}", name, StringComparison.Ordinal));
    }

    public override string ToString() => $"{Method} {Path} {Body}";

    private static IEnumerable<HiddenRequest> InPaths() =>
        from path in ApiOperations.All.Document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind == JsonValueKind.Object
        let kind = Kinds.FirstOrDefault(kind => path.Name.StartsWith(kind.Path, StringComparison.Ordinal))
        where kind.Path is not null
        let target = path.Name.Replace(kind.Parameter, "{x}", StringComparison.Ordinal)
            .Replace("{principalId}", "user:coach", StringComparison.Ordinal).Replace("{id}", "engineering", StringComparison.Ordinal)
        from method in operation.Name == "get" ? ["GET", "HEAD", "OPTIONS"] : new[] { operation.Name.ToUpperInvariant() }
        let body = method is "PUT" or "POST" ? Bodies.First(body => path.Name.EndsWith(body.End, StringComparison.Ordinal)).Json : null
        from names in kind.Names
        select new HiddenRequest(kind.Caller, method, target, body, names.Hidden, names.Absent);

    private static readonly (string Path, string Parameter, string Caller, (string Hidden, string Absent)[] Names)[] Kinds =
    [
        ("/api/integrations/{id}", "{id}", "outsider", [("wh-001", "wh-009"), ("warehouse", "warehomse")]),
        ("/api/users/{id}", "{id}", "outsider", [("junior", "jumior")]),
        ("/api/clients/{id}", "{id}", "outsider", [(Client, "client-b1")]),
        ("/api/changes/{id}", "{id}", "outsider", [("JS9QxTsVgCUUmxsJ02DC7g", "JS9QxTsVgCUUmxsJ02DC7w")]),
        ("/api/teams/{id}/members/{userId}", "{userId}", "jdoe", [("junior", "jumior")]),
    ];

    private static readonly (string End, string Json)[] Bodies =
    [
        ("/shares", """{"principalId":"user:coach"}"""), ("/shares/{principalId}", """{"accessLevel":2}"""),
        ("/shares/bulk", """{"items":[{"principalId":"user:coach"}]}"""), ("/shares/preview", """{"principalId":"user:coach"}"""),
        ("/shares/{principalId}/preview", """{"accessLevel":2}"""), ("/owner/preview", """{"userId":"coach"}"""),
        ("/restore", "{}"), ("/members/{userId}/preview", """{"role":"member"}"""), ("/owner", """{"userId":"coach"}"""),
        ("/members/{userId}", """{"role":"member"}"""), ("users/{id}", """{"displayName":"x"}"""), ("{id}", """{"name":"x"}"""),
    ];

    private static IEnumerable<HiddenRequest> InBodies() =>
        from request in new (string Caller, string Method, string Path, string? Body)[]
        {
            ("outsider", "GET", $"/api/integrations/{Own}/shares/user:{{x}}", null),
            ("outsider", "GET", $"/api/integrations/{Own}/access/user:{{x}}", null),
            ("outsider", "PUT", $"/api/integrations/{Own}/shares/user:{{x}}", "{}"),
            ("outsider", "DELETE", $"/api/integrations/{Own}/shares/user:{{x}}", null),
            ("outsider", "POST", $"/api/integrations/{Own}/shares", """{"principalId":"user:{x}"}"""),
            ("outsider", "PUT", $"/api/integrations/{Own}/owner", """{"userId":"{x}"}"""),
            ("outsider", "PUT", $"/api/integrations/{Own}/owner", """{"principalId":"user:{x}"}"""),
            ("jdoe", "POST", "/api/teams/engineering/members", """{"userId":"{x}"}"""),
            ("jdoe", "POST", "/api/teams/engineering/members", """{"principalId":"user:{x}"}"""),
            ("outsider", "POST", $"/api/integrations/{Own}/shares/bulk", """{"items":[{"principalId":"user:{x}"}],"mode":"each"}"""),
            ("outsider", "POST", $"/api/integrations/{Own}/shares/preview", """{"principalId":"user:{x}"}"""),
            ("outsider", "POST", $"/api/integrations/{Own}/shares/user:{{x}}/preview", """{"accessLevel":1}"""),
            ("outsider", "POST", $"/api/integrations/{Own}/owner/preview", """{"userId":"{x}"}"""),
            ("jdoe", "POST", "/api/teams/engineering/members/preview", """{"userId":"{x}"}"""),
            ("outsider", "POST", "/api/v1/oauth/delegated-token", """{"sub":"{x}"}"""),
        }
        select new HiddenRequest(request.Caller, request.Method, request.Path, request.Body, "junior", "jumior");

    private static IEnumerable<HiddenRequest> InQueries() =>
    [
        new("outsider", "GET", "/api/principals?q={x}", null, "junior", "jumior"),
        new("outsider", "GET", "/api/principals/options?q={x}", null, "junior", "jumior"),
        new("outsider", "GET", "/api/users?q={x}", null, "junior", "jumior"),
        new("outsider", "GET", $"/api/integrations/{Own}/access?q={{x}}", null, "junior", "jumior"),
        new("outsider", "GET", "/api/integrations?q={x}", null, "warehouse", "warehomse"),
    ];
}
