using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Api.Rels;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Rels;

public sealed class RelPageTests(SharingServer server) : IClassFixture<SharingServer>
{
    public static TheoryData<string> Pages => [.. RelTable.All.Select(rel => $"/rels/inf/{rel.ShortName}"), "/rels"];

    [Fact]
    public void EveryRelation_HasOneEntry()
    {
        var relations = typeof(Relations).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(rel => rel.StartsWith($"{Relations.Prefix}:", StringComparison.Ordinal));

        RelTable.All.Select(rel => rel.Name).Should().BeEquivalentTo(relations);
    }

    [Fact]
    public void EveryRelation_LeadsToOperations() =>
        RelTable.All.Where(rel => !RelOperations.Of(rel).Any()).Select(rel => rel.Name).Should().BeEmpty();

    [Fact]
    public void EveryOperation_OfARelation_StatesPermissionAndMeaningOfItsMembers()
    {
        foreach (var operation in RelTable.All.SelectMany(RelOperations.Of))
        {
            operation.Description.Should().Contain("\n\nPermission: ", operation.Address);
            operation.Members.Where(member => member.Type.StartsWith("any", StringComparison.Ordinal) || !member.Description.EndsWith('.'))
                .Should().BeEmpty(operation.Address);
            operation.Responses.Should().NotBeEmpty(operation.Address);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_NeedsNoToken_AndIsWellFormedWithoutScript(string path)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        answer.Headers.Vary.Should().Equal("Accept");
        var page = await answer.Content.ReadAsStringAsync();
        var main = XElement.Parse(Regex.Match(page, "<main>.*</main>", RegexOptions.Singleline).Value);
        main.Descendants("script").Should().BeEmpty();
        page.Should().NotContain("`").And.NotContain("](");
        foreach (var link in main.Descendants("a").Select(link => link.Attribute("href")!.Value).Distinct())
        {
            using var target = await client.GetAsync(link);
            target.StatusCode.Should().Be(HttpStatusCode.OK, link);
        }
    }

    [Fact]
    public async Task UnknownRelation_Gets404()
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/rels/inf/nonsense");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.JsonAsync()).GetProperty("type").GetString().Should().Be(ProblemType.NotFound.Path);
    }

    [Fact]
    public async Task Page_LinksBelowThePathBase()
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        var page = await client.GetStringAsync("/sharing/rels/inf/share");

        page.Should().Contain("href=\"/sharing/problems/forbidden\"").And.NotContain("href=\"/problems");
    }

    [Fact]
    public async Task Page_ShowsTheOpenApiDocument()
    {
        using var client = server.CreateClient();

        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/rels/inf/share"));

        page.Should().Contain("<h2><code>PUT /api/integrations/{id}/shares/{principalId}</code></h2>")
            .And.Contain("Permission: <code>integration:share</code>, and no level above the caller's own.")
            .And.Contain("<tr><td><code>accessLevel</code></td><td>integer, 1-2147483647</td><td>1 view, 2 edit, 3 admin. ")
            .And.Contain("<tr><td><code>principalId</code> (path)</td><td>string, required</td>")
            .And.Contain("<tr><td><code>principalId</code></td><td>string, required</td>")
            .And.Contain("<li>409 <a href=\"/problems/already-exists\">already-exists</a>: The integration is already shared with ")
            .And.Contain("200 OK: <a href=\"/schemas/1/share\">share</a> as <code>application/hal+json</code>")
            .And.Contain("PUT /api/integrations/abc-123/shares/user:bwong\n\n{")
            .And.NotContain("effectiveLevel</code></td>");
    }
}
