using System.Text.Json;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>Every example of the OpenAPI document matches the schema of every place that refers to it, and the demo data.</summary>
public sealed class OpenApiExampleTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly JsonElement Document = ApiOperations.All.Document;
    private static readonly JsonElement Components = Document.GetProperty("components");
    private static readonly JsonElement Examples = Components.GetProperty("examples");

    /// <summary>Examples and the addresses where admin gets them on the demo data.</summary>
    public static TheoryData<string, string> Shown => new()
    {
        { "entry-point", "/api" },
        { "integrations", "/api/integrations?q=salesforce" },
        { "integration", "/api/integrations/abc-123" },
        { "shares", "/api/integrations/abc-123/shares" },
        { "share", "/api/integrations/abc-123/shares/team:analytics" },
        { "owner.user", "/api/integrations/abc-123/owner" },
        { "owner.team", "/api/integrations/gd-001/owner" },
        { "access-list", "/api/integrations/wh-001/access" },
        { "access", "/api/integrations/wh-001/access/user:bwong" },
        { "user-access-list", "/api/users/bwong/access" },
        { "principals", "/api/principals?q=engin" },
        { "principal-options", "/api/principals/options?q=engin" },
        { "user", "/api/users/admin" },
        { "users", "/api/users?q=j" },
        { "team", "/api/teams/analytics" },
        { "teams", "/api/teams?q=e" },
        { "member", "/api/teams/analytics/members/jdoe" },
        { "members", "/api/teams/coaching/members" },
    };

    [Fact]
    public void EveryExample_FitsItsSchema()
    {
        var places = Places(Document.GetProperty("paths")).Concat(Places(Components.GetProperty("responses"))).ToList();
        var used = new HashSet<string>();
        foreach (var (schema, examples) in places.Where(place => place.Examples.ValueKind != JsonValueKind.Undefined))
        {
            foreach (var example in examples.EnumerateObject())
            {
                var value = ApiOperations.All.Schemas.Resolve(example.Value.GetProperty("$ref").GetString()!).GetProperty("value");

                ApiOperations.All.Schemas.Compile(schema)(value).Should().BeNull("{0} is an example", example.Name);

                used.Add(example.Name);
            }
        }
        used.Should().Contain(Examples.EnumerateObject()
            .Select(example => example.Name).Except(["problem.method-not-allowed", "problem.conflict"]));
    }

    [Fact]
    public void EveryDocumentAndEveryRequest_HasAnExample()
    {
        var bare = Places(Components.GetProperty("responses")).Concat(Places(Document.GetProperty("paths")))
            .Where(place => place.Schema.TryGetProperty("$ref", out _) && place.Examples.ValueKind == JsonValueKind.Undefined)
            .Select(place => place.Schema.GetProperty("$ref").GetString());

        // A schema can have its example in another media type.
        bare.Except(["#/components/schemas/health"]).Where(schema => !HasExample(schema!)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Example_IsTheResponseOfTheServer(string example, string path)
    {
        using var client = server.As("admin");

        var answer = await client.DocumentAsync(path);

        var value = JsonNode.Parse(Examples.GetProperty(example).GetProperty("value").GetRawText())!;
        JsonSubset.Missing(value.ToJsonString(), answer).Should().BeEmpty();
    }

    private static bool HasExample(string schema) =>
        Examples.EnumerateObject().Any(example => example.Name.Split('.')[0] == schema.Split('/')[^1]);

    /// <summary>Returns every schema that is referred to, and its examples; undefined if there are none.</summary>
    private static IEnumerable<(JsonElement Schema, JsonElement Examples)> Places(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(Places);
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        var deeper = node.EnumerateObject().SelectMany(member => Places(member.Value));
        return node.TryGetProperty("schema", out var schema) && !node.TryGetProperty("in", out _) && RefersToComponent(schema)
            ? deeper.Append((schema, node.TryGetProperty("examples", out var examples) ? examples : default)) : deeper;
    }

    /// <summary>A response with a problem restricts the component further, with <c>allOf</c>.</summary>
    private static bool RefersToComponent(JsonElement schema) =>
        schema.TryGetProperty("$ref", out _) || schema.TryGetProperty("allOf", out _);
}
