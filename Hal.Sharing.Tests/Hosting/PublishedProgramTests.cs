using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The published program reads its own folder, whatever the current folder is.</summary>
public sealed class PublishedProgramTests(PublishedServer server) : IClassFixture<PublishedServer>
{
    [Theory]
    [InlineData("/", "<title>")]
    [InlineData("/console/main.js", "addEventListener")]
    [InlineData("/pages.css", "body")]
    [InlineData("/openapi", "openapi.js")]
    [InlineData("/openapi/openapi.js", "v1.json")]
    public async Task Files_AreServed(string path, string content)
    {
        using var client = new HttpClient { BaseAddress = server.Address };

        using var response = await client.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain(content);
    }

    [Fact]
    public async Task SettingsInProgramFolder_AreRead()
    {
        using var client = new HttpClient { BaseAddress = server.Address };

        var entryPoint = await client.GetStringAsync("/from-the-file/api");

        entryPoint.Should().Contain("\"/from-the-file/api\"");
    }
}
