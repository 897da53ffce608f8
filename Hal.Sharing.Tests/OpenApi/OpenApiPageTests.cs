using System.Net;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.OpenApi;

public sealed partial class OpenApiPageTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task Page_NeedsNoToken_AndItsFilesLoad(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var redirect = await client.GetAsync($"{pathBase}/openapi");
        var address = new Uri(new Uri($"http://localhost{pathBase}/openapi"), redirect.Headers.Location!);
        using var answer = await client.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var loaded = Loaded().Matches(await answer.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();
        loaded.Should().HaveCountGreaterThan(4)
            .And.OnlyContain(file => !file.Contains(':', StringComparison.Ordinal) && !file.StartsWith('/'));
        foreach (var file in loaded)
        {
            using var part = await client.GetAsync(new Uri(address, file));
            part.StatusCode.Should().Be(HttpStatusCode.OK, file);
        }
        var script = await client.GetStringAsync(new Uri(address, "openapi.js"));
        script.Should().Contain("url: 'v1.json'");
        using var document = await client.GetAsync(new Uri(address, "v1.json"));
        document.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Page_RunsOnlyScriptsOfThisServer()
    {
        using var client = server.CreateClient();

        using var page = await client.GetAsync("/openapi/index.html");
        using var other = await client.GetAsync("/rels");

        var policy = page.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which;
        policy.Should().StartWith("default-src 'none'; script-src 'self'; ")
            .And.NotContain("unsafe").And.NotContain("http").And.NotContain("*");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        (await page.Content.ReadAsStringAsync()).Should()
            .NotContainAny("<style", "style=", "onload=", "onclick=").And.NotMatchRegex("<script(?! src)");
        other.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().NotContain("script-src");
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Loaded();
}
