using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Links;

/// <summary>Every user of the demo data follows every link from the entry point.</summary>
public sealed class CrawlTests(SharingServer server) : IClassFixture<SharingServer>
{
    // The collections that documents embed, by kind of address.
    private static readonly (string Kind, string Rel)[] Collections =
    [
        ("/api/integrations", "_embedded inf:integration"),
        ("/api/integrations/*/shares", "_embedded inf:integration-share"),
        ("/api/integrations/*/access", "_embedded inf:access"),
        ("/api/users/*/access", "_embedded inf:access"),
        ("/api/principals", "_embedded inf:principal"),
        ("/api/users", "_embedded inf:user"),
        ("/api/teams", "_embedded inf:team"),
        ("/api/teams/*/members", "_embedded inf:team-member"),
        ("/api/clients", "_embedded inf:client"),
        ("/api/history", "_embedded inf:change"),
        ("/api/integrations/*/history", "_embedded inf:change"),
    ];

    private static readonly string[] AllUsers = ["admin", "jdoe", "asmith", "bwong", "coach", "junior", "outsider"];

    public static TheoryData<string> Users => [.. AllUsers];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task EveryLink_LeadsToAValidDocument(string user)
    {
        using var caller = server.As(user);
        var crawl = new Crawl(caller);

        await crawl.WalkAsync();

        crawl.Faults.Should().BeEmpty();
        crawl.Documents.Values.Should().Contain(["/api", "/api/integrations", "/api/principals", "/api/users/*", "/api/teams/*"]);
        foreach (var collection in Collections.Where(collection => crawl.Documents.ContainsValue(collection.Kind)))
            crawl.Cardinalities.Should().Contain(collection, JsonValueKind.Array);
    }

    [Fact]
    public async Task Superuser_ReachesEveryKindOfDocument()
    {
        using var caller = server.As("admin");
        var crawl = new Crawl(caller);

        await crawl.WalkAsync();

        crawl.Documents.Values.Should().Contain(
            ["/api/integrations/*", "/api/integrations/*/shares", "/api/integrations/*/shares/*", "/api/integrations/*/owner",
             "/api/integrations/*/access", "/api/integrations/*/access/*", "/api/users/*/access",
             "/api/users", "/api/teams", "/api/teams/*/members", "/api/clients", "/api/history", "/api/integrations/*/history",
             "/api/teams/*/history", "/api/users/*/history", "/api/changes/*"]);
        crawl.Documents.Keys.Should().Contain(["/api/integrations/abc-123/shares/team:analytics", "/api/users/junior"]);
    }

    [Fact]
    public async Task CallerWithoutToken_ReachesOnlyTheEntryPoint()
    {
        using var anonymous = server.CreateClient();
        var crawl = new Crawl(anonymous);

        await crawl.WalkAsync();

        crawl.Faults.Should().BeEmpty();
        crawl.Documents.Keys.Should().Equal("/api");
    }

    [Fact]
    public async Task EveryRelation_IsExplainedAtItsCurie()
    {
        var relations = new HashSet<string>();
        foreach (var user in AllUsers)
        {
            using var caller = server.As(user);
            var crawl = new Crawl(caller);
            await crawl.WalkAsync();
            relations.UnionWith(crawl.Relations);
        }
        using var anonymous = server.CreateClient();
        var unexplained = new List<string>();
        foreach (var relation in relations)
        {
            using var page = await anonymous.GetAsync($"/rels/inf/{relation["inf:".Length..]}");
            if (page.StatusCode != HttpStatusCode.OK || page.Content.Headers.ContentType?.MediaType != "text/html")
                unexplained.Add(relation);
        }

        relations.Should().Contain(["inf:me", "inf:share", "inf:transfer", "inf:create-integration"]);
        unexplained.Should().BeEmpty();
    }
}
