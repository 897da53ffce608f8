using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Rels;

/// <summary>The pages of relations as <c>text/markdown</c> (RFC 7763).</summary>
public sealed class RelMarkdownTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Page = "/rels/inf/share";
    private const string Html = "text/html; charset=utf-8";
    private const string Markdown = "text/markdown; charset=utf-8";

    public static TheoryData<string> Pages => RelPageTests.Pages;

    [Theory]
    [InlineData(null, Html)]
    [InlineData("*/*", Html)]
    [InlineData("text/*", Html)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html)]
    [InlineData("text/markdown", Markdown)]
    [InlineData("text/markdown; charset=utf-8", Markdown)]
    [InlineData("text/markdown, text/html;q=0.9", Markdown)]
    [InlineData("text/markdown, */*;q=0.1", Markdown)]
    [InlineData("text/html;q=0.5, text/markdown;q=0.4", Html)]
    public async Task AcceptHeader_ChoosesTheMediaType(string? accept, string mediaType)
    {
        using var client = server.CreateClient();
        foreach (var path in new[] { Page, "/rels" })
        {
            using var response = await client.GetAsync(path, [.. accept is null ? Array.Empty<(string, string)>() : [("Accept", accept)]]);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.ToString().Should().Be(mediaType);
            response.Headers.Vary.Should().Equal("Accept");
            response.Headers.CacheControl!.ToString().Should().Be("public, max-age=300");
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/markdown;q=0, text/html;q=0")]
    public async Task OtherMediaType_Gets406(string accept)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync(Page, ("Accept", accept));

        response.StatusCode.Should().Be(HttpStatusCode.NotAcceptable);
        response.Headers.Vary.Should().Contain("Accept");
        (await response.JsonAsync()).GetProperty("detail").GetString().Should().EndWith("accept text/html or text/markdown.");
    }

    [Theory]
    [InlineData("text/html", Html)]
    [InlineData("text/markdown", Markdown)]
    public async Task Head_HasTheHeadersOfGet(string accept, string mediaType)
    {
        using var client = server.CreateClient();
        using var get = await client.GetAsync(Page, ("Accept", accept));
        using var request = new HttpRequestMessage(HttpMethod.Head, Page) { Headers = { { "Accept", accept } } };

        using var head = await client.SendAsync(request);

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.ToString().Should().Be(mediaType);
        head.Content.Headers.ContentLength.Should().Be((await get.Content.ReadAsByteArrayAsync()).Length);
        head.Headers.Vary.Should().Equal("Accept");
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/markdown")]
    public async Task Options_AllowsReading(string accept)
    {
        using var client = server.CreateClient();
        foreach (var path in new[] { Page, "/rels" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, path) { Headers = { { "Accept", accept } } };

            using var response = await client.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.NoContent);
            response.Content.Headers.Allow.Should().Equal("GET", "HEAD", "OPTIONS");
        }
    }

    [Theory]
    [InlineData("text/markdown")]
    [InlineData("text/html")]
    public async Task UnknownRelation_Gets404(string accept)
    {
        using var client = server.CreateClient();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
        {
            using var request = new HttpRequestMessage(method, "/rels/inf/nonsense") { Headers = { { "Accept", accept } } };

            using var response = await client.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Markdown_HasTablesOfEqualWidth_AndClosedCode(string path)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync(path, ("Accept", "text/markdown"));

        var text = await response.Content.ReadAsStringAsync();
        text.Should().StartWith("# ").And.EndWith("\n").And.NotContain("<p>");
        (text.Count(letter => letter == '`') % 2).Should().Be(0);
        var rows = text.Split('\n').Where(line => line.StartsWith('|')).Select(row => row.Replace("\\|", "", StringComparison.Ordinal));
        rows.Where(row => row.Count(letter => letter == '|') != 4).Should().BeEmpty();
    }

    [Fact]
    public async Task Markdown_HasTheContentOfThePage()
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        using var response = await client.GetAsync($"/sharing{Page}", ("Accept", "text/markdown"));

        (await response.Content.ReadAsStringAsync()).Should().StartWith("# Share the integration\n\nRelation `inf:share`. ")
            .And.Contain("\n## `PUT /api/integrations/{id}/shares/{principalId}`\n")
            .And.Contain("\n| Name | Type | Meaning |\n| --- | --- | --- |\n")
            .And.Contain("\n- 409 [already-exists](/sharing/problems/already-exists): The integration is already shared with ")
            .And.Contain("\n```\nPUT /api/integrations/abc-123/shares/user:bwong\n\n{\n  \"accessLevel\": 2\n}\n\n200 OK\n\n{\n");
    }
}
