using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Pages;

/// <summary>The files of the console over HTTP.</summary>
public sealed class ConsoleFilesTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/index.html", "text/html")]
    [InlineData("/console/main.js", "text/javascript")]
    [InlineData("/console/console.css", "text/css")]
    [InlineData("/favicon.ico", "image/x-icon")]
    public async Task Files_NeedNoToken_AndLoadNothingFromOtherOrigins(string path, string mediaType)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which;
        policy.Should().StartWith("default-src 'none'; script-src 'self'; style-src 'self';").And.Contain("frame-ancestors 'none'")
            .And.Contain("base-uri 'none'");
        policy.Should().NotContainAny("unsafe", "http", "*", "data:");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
    }

    [Fact]
    public async Task Files_AreRevalidated_With304()
    {
        using var client = server.CreateClient();
        using var first = await client.GetAsync("/console/main.js");
        first.Headers.CacheControl!.ToString().Should().Be("no-cache");

        using var second = await client.GetAsync("/console/main.js", ("If-None-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Files_AreCompressed_ResponsesForCallersAreNot(string coding)
    {
        using var client = server.As("admin");

        using var file = await client.GetAsync("/console/console.css", ("Accept-Encoding", coding));
        using var document = await client.GetAsync("/api/integrations", ("Accept-Encoding", coding));

        file.Content.Headers.ContentEncoding.Should().Equal(coding);
        file.Headers.Vary.Should().Contain("Accept-Encoding");
        document.Content.Headers.ContentEncoding.Should().BeEmpty();
    }

    [Theory]
    [InlineData("application/hal+json, application/json, */*; q=0.01")]
    [InlineData("application/prs.hal-forms+json,application/hal+json,application/json,*/*")]
    public async Task Root_RedirectsHalClientsToTheApi(string accept)
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        using var answer = await client.GetAsync("/sharing/", ("Accept", accept));

        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        answer.Headers.Location.Should().Be("/sharing/api");
        answer.Headers.Vary.Should().Contain("Accept");
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("*/*")]
    [InlineData("image/png")]
    public async Task Root_IsThePage_ForOtherClients(string accept)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/", ("Accept", accept));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        answer.Headers.Vary.Should().Contain("Accept");
    }

    [Fact]
    public async Task Folders_AreNotListed()
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/console/");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task BelowAPath_TheConsoleHasATrailingSlash()
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        using var bare = await client.GetAsync("/sharing");
        using var page = await client.GetAsync("/sharing/");
        using var module = await client.GetAsync("/sharing/console/main.js");

        bare.StatusCode.Should().Be(HttpStatusCode.MovedPermanently);
        bare.Headers.Location!.ToString().Should().EndWith("/sharing/");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        module.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
