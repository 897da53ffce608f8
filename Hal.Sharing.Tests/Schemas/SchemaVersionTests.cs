using System.Net;
using System.Text;
using Hal.Sharing.Api.OpenApi;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Api.Schemas;
using Hal.Sharing.Tests.Support;
using Json.Schema;

namespace Hal.Sharing.Tests.Schemas;

public sealed class SchemaVersionTests(SharingServer server) : IClassFixture<SharingServer>
{
    /// <summary>A set in which one schema has two versions, out of order.</summary>
    private static readonly SchemaSet TwoVersions = new(
    [
        File("share", 2, """{ "title": "Share", "$defs": { "level": { "$ref": "../1/ids#/$defs/level" } } }"""),
        File("share", 10, """{ "title": "Share", "type": "object", "properties": { "id": { "$ref": "../1/ids#/$defs/id" } } }"""),
        File("share", 1, """{ "title": "Share", "$ref": "ids#/$defs/gone" }"""),
        File("ids", 1, """{ "title": "IDs", "$defs": { "id": { "type": "string" } } }"""),
    ]);

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task UnversionedAddress_RedirectsToTheNewest(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var answer = await client.GetAsync($"{pathBase}/schemas/share");

        answer.StatusCode.Should().Be(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.OriginalString.Should().Be($"{pathBase}/schemas/1/share");
        answer.Headers.CacheControl!.MaxAge.Should().BePositive("the newest version changes");
    }

    [Theory]
    [InlineData("/schemas/7/share", "version '7'. It has: 1. /schemas/1/share")]
    [InlineData("/schemas/01/share", "version '01'. It has: 1. /schemas/1/share")]
    [InlineData("/schemas/latest/share", "version 'latest'. It has: 1. /schemas/1/share")]
    [InlineData("/schemas/1/nonsense", "no schema 'nonsense'. /schemas lists")]
    [InlineData("/schemas/nonsense", "no schema 'nonsense'. /schemas lists")]
    [InlineData("/schemas/1", "no schema '1'. /schemas lists")]
    public async Task UnknownSchema_Gets404_NamingWhatExists(string address, string detail)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be(ProblemType.NotFound.Path);
        problem.GetProperty("detail").GetString().Should().Contain(detail);
    }

    [Fact]
    public async Task ProfileLinks_LeadToTheNewest()
    {
        using var client = server.As("admin");
        var newest = SchemaSet.Served.Newest.Select(schema => schema.Href).ToList();
        string[] documents =
        [
            "/api", "/api/integrations", "/api/integrations/abc-123", "/api/integrations/abc-123/shares", "/api/teams",
            "/api/integrations/abc-123/shares/user:jdoe", "/api/integrations/abc-123/owner", "/api/principals", "/api/users/me",
        ];
        foreach (var document in documents)
            newest.Should().Contain((await client.DocumentAsync(document)).Href("profile"), document);
    }

    [Theory]
    [InlineData("application/hal+json")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public async Task Index_LinksToEveryVersion(string accept)
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        using var answer = await client.GetAsync("/sharing/schemas", ("Accept", accept));

        answer.Content.Headers.ContentType!.MediaType.Should().Be(accept == "*/*" ? "application/hal+json" : accept);
        var index = await answer.JsonAsync();
        index.GetProperty("_links").GetProperty("item").EnumerateArray()
            .Select(item => $"{item.GetProperty("href")} {item.GetProperty("name")} {item.GetProperty("type")}")
            .Should().Equal(SchemaSet.Served.All.Select(schema =>
                $"/sharing{schema.Href} {schema.Version}/{schema.Name} application/schema+json"));
        index.GetProperty("newest").EnumerateObject().Select(schema => (schema.Name, schema.Value.GetInt32()))
            .Should().Equal(SchemaSet.Served.Newest.Select(schema => (schema.Name, schema.Version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task Browser_GetsTheIndexAsAPage(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var answer = await client.GetAsync($"{pathBase}/schemas", ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var schema in SchemaSet.Served.All)
            page.Should().Contain($"href=\"{pathBase}{schema.Href}\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task Schemas_ValidateDocuments_ByTheirIdsAlone(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));
        using var admin = server.As("admin");
        var (host, options) = (new Uri("https://elsewhere.test"), new BuildOptions { SchemaRegistry = new() });
        foreach (var file in SchemaSet.Served.All)
        {
            var schema = await client.DocumentAsync($"{pathBase}{file.Href}");
            options.SchemaRegistry.Register(new JsonElementBaseDocument(schema, new Uri(host, schema.GetProperty("$id").GetString())));
        }
        var share = await admin.DocumentAsync("/api/integrations/abc-123/shares/user:jdoe");

        Matches("share").Should().BeTrue();
        Matches("owner").Should().BeFalse();

        bool Matches(string name) => JsonSchema
            .FromText($$"""{ "$ref": "https://elsewhere.test{{pathBase}}/schemas/1/{{name}}" }""", options).Evaluate(share).IsValid;
    }

    [Fact]
    public void AnotherVersion_IsOneMoreFile()
    {
        TwoVersions.Newest.Select(schema => schema.Href).Should().Equal("/schemas/1/ids", "/schemas/10/share");
        TwoVersions.Versions("share").Select(schema => schema.Version).Should().Equal(1, 2, 10);
        TwoVersions.Find("2", "share")!.Href.Should().Be("/schemas/2/share");

        var bundled = BundledSchemas.Create(TwoVersions);

        bundled.Select(component => component.Key).Should().Equal("ids.id", "share");
        bundled["share"]!["properties"]!["id"]!["$ref"]!.GetValue<string>().Should().Be("#/components/schemas/ids.id");
    }

    [Fact]
    public void NewestSchema_RefersToNewestSchemas()
    {
        var set = new SchemaSet([.. TwoVersions.All, File("shares", 1, """{ "title": "Shares", "items": { "$ref": "share" } }""")]);

        FluentActions.Invoking(() => BundledSchemas.Create(set)).Should().Throw<InvalidOperationException>()
            .WithMessage("The schema /schemas/1/shares refers to 'share', which is not the newest version.");
    }

    private static SchemaFile File(string name, int version, string content) => new(name, version, Encoding.UTF8.GetBytes(content));
}
