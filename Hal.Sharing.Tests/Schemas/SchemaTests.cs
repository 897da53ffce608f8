using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Schemas;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Schemas;

public sealed class SchemaTests(SharingServer server) : IClassFixture<SharingServer>
{
    /// <summary>The schemas that the links <c>profile</c> of documents lead to.</summary>
    private static readonly string[] Kinds =
    [
        "entry-point", "integrations", "integration", "shares", "share", "owner", "principals", "users", "user", "teams", "team",
        "members", "member", "clients", "client", "principal-options", "problem", "joined-teams", "authorized-teams", "team-users",
        "team-authorization", "history", "change",
    ];

    private static readonly JsonElement Components = ApiOperations.All.Document.GetProperty("components");

    public static TheoryData<string> Addresses => [.. SchemaSet.Served.All.Select(schema => schema.Href)];

    [Fact]
    public void EveryKindOfDocument_HasItsSchema() =>
        SchemaSet.Served.Newest.Select(schema => schema.Name).Should().Contain(Kinds).And.HaveCountGreaterThan(40);

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Schema_NeedsNoToken(string address)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("application/schema+json");
        answer.Headers.CacheControl!.Public.Should().BeTrue();
        var schema = await answer.JsonAsync();
        schema.GetProperty("$id").GetString().Should().Be(address);
        schema.GetProperty("$schema").GetString().Should().Be("https://json-schema.org/draft/2020-12/schema");
        schema.GetProperty("title").GetString().Should().NotBeEmpty();
        schema.GetProperty("description").GetString().Should().EndWith(".");
    }

    [Theory]
    [InlineData("/schemas")]
    [InlineData("/schemas/share")]
    [InlineData("/schemas/1/share")]
    [InlineData("/openapi/v1.json")]
    public async Task Options_AllowsReading(string path)
    {
        using var client = server.CreateClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, path));

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        answer.Content.Headers.Allow.Should().Equal("GET", "HEAD", "OPTIONS");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task EveryReference_LeadsToAnotherSchema(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));
        var served = new Dictionary<string, JsonElement>();
        foreach (var file in SchemaSet.Served.All)
        {
            var schema = await client.DocumentAsync($"{pathBase}{file.Href}");
            served.Add(schema.GetProperty("$id").GetString()!, schema);
        }
        var followed = 0;
        foreach (var (address, schema) in served)
        {
            foreach (var reference in References(schema))
            {
                // As a browser resolves it: against the address that the schema came from, which $id repeats.
                var target = new Uri(new Uri($"http://localhost{address}"), reference);
                served.Should().ContainKey(target.AbsolutePath, "{0} refers to {1}", address, reference);
                new JsonSchemas(served[target.AbsolutePath]).Invoking(set => set.Resolve(target.Fragment))
                    .Should().NotThrow("{0} refers to {1}", address, reference);
                followed++;
            }
        }
        followed.Should().BeGreaterThan(150);
    }

    [Theory]
    [InlineData("share", """{ "accessLevel": 0 }""", "accessLevel")]
    [InlineData("share", """{ "principalId": "jdoe" }""", "principalId")]
    [InlineData("share", """{ "createdAt": "2026-01-15T09:00:00Z" }""", "createdAt")]
    [InlineData("share", """{ "_links": { "self": { "href": "/x" }, "inf:integration": [] } }""", "inf:integration")]
    [InlineData("integration", """{ "ownerId": null }""", "ownerId")]
    [InlineData("owner.user", """{ "id": "team:analytics" }""", "inf:team")]
    [InlineData("member", """{ "role": "owner" }""", "role")]
    [InlineData("shares", """{ "_embedded": {} }""", "inf:integration-share")]
    [InlineData("share-request", """{ "accessLevel": "0" }""", "accessLevel")]
    [InlineData("share-request", """{ "level": 1 }""", "level")]
    [InlineData("owner-request.user", """{ "teamId": "engineering" }""", "teamId")]
    [InlineData("integration-request", """{ "slug": "me" }""", "slug")]
    [InlineData("user-request", """{ "displayName": null }""", "displayName")]
    [InlineData("authorize-team-request", """{ "scopes": [] }""", "scopes")]
    public void WrongValue_DoesNotMatch(string example, string wrong, string where)
    {
        var document = Components.GetProperty("examples").GetProperty(example).GetProperty("value");
        var changed = document.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        foreach (var member in JsonSerializer.Deserialize<JsonElement>(wrong).EnumerateObject())
            changed[member.Name] = member.Value;
        var rule = ApiOperations.All.Schemas.At($"#/components/schemas/{example.Split('.')[0]}");

        rule(document).Should().BeNull();
        rule(JsonSerializer.SerializeToElement(changed)).Should().Contain(where);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(2147483647, true)]
    [InlineData(0, false)]
    [InlineData(2147483648, false)]
    public void TitlesOfLevels_ExcludeNoLevel(long level, bool fits)
    {
        var rule = ApiOperations.All.Schemas.At("#/components/schemas/share/properties/accessLevel");

        (rule(JsonSerializer.SerializeToElement(level)) is null).Should().Be(fits);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(99, false)]
    public void EffectiveLevel_IsThree_AndHasATitle(int level, bool fits)
    {
        var schema = Components.GetProperty("schemas").GetProperty("share").GetProperty("properties").GetProperty("effectiveLevel");
        var rule = ApiOperations.All.Schemas.At("#/components/schemas/share/properties/effectiveLevel");

        schema.GetProperty("oneOf").EnumerateArray().Should().ContainSingle().Which.GetProperty("title").GetString().Should().Be("admin");
        (rule(JsonSerializer.SerializeToElement(level)) is null).Should().Be(fits);
    }

    [Fact]
    public void UnknownProperty_IsAllowedInResponses()
    {
        foreach (var example in Components.GetProperty("examples").EnumerateObject())
        {
            var (name, value) = (example.Name.Split('.')[0], example.Value.GetProperty("value"));
            if (name.EndsWith("-request", StringComparison.Ordinal) || value.ValueKind != JsonValueKind.Object)
                continue;
            var more = value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
            more.Add("tomorrow", value);

            ApiOperations.All.Schemas.At($"#/components/schemas/{name}")(JsonSerializer.SerializeToElement(more))
                .Should().BeNull(example.Name);
        }
    }

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
