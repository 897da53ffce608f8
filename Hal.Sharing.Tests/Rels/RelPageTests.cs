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

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_IsWellFormedAndWithoutScript_ForAnybody(string path)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        var page = await answer.Content.ReadAsStringAsync();
        var main = XElement.Parse(Regex.Match(page, "<main>.*</main>", RegexOptions.Singleline).Value);
        main.Descendants("script").Should().BeEmpty();
        page.Should().NotContain("`");
        foreach (var link in main.Descendants("a").Select(link => link.Attribute("href")!.Value))
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
}
