using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>How the stories are served. <see cref="StoryTests"/> reads them.</summary>
public sealed class ArazzoTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Path = "/openapi/stories.json";

    [Theory]
    [InlineData("*/*", "application/vnd.oai.workflows+json")]
    [InlineData("application/json", "application/json")]
    public async Task Stories_NeedNoToken(string accept, string mediaType)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(Path, ("Accept", accept));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be(mediaType);
        answer.Headers.CacheControl!.Public.Should().BeTrue();
        answer.Headers.Vary.Should().Equal("Accept");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task SourceDescription_LeadsToTheOpenApiDocument(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));
        var stories = await client.DocumentAsync($"{pathBase}{Path}");
        var source = stories.GetProperty("sourceDescriptions").EnumerateArray().Should().ContainSingle().Subject;

        // As a program resolves it: against the address that the stories came from.
        var address = new Uri(new Uri($"http://localhost{pathBase}{Path}"), source.GetProperty("url").GetString());
        var document = await client.DocumentAsync(address.AbsolutePath);

        source.GetProperty("type").GetString().Should().Be("openapi");
        document.GetProperty("openapi").GetString().Should().StartWith("3.1");
        document.GetProperty("servers")[0].GetProperty("url").GetString().Should().Be(pathBase.Length > 0 ? pathBase : "/");
    }

    [Fact]
    public async Task CurrentCopy_Gets304_InItsMediaTypeOnly()
    {
        using var client = server.CreateClient();
        using var first = await client.GetAsync(Path);
        var tag = first.Headers.ETag!;

        using var same = await client.GetAsync(Path, ("If-None-Match", tag.Tag));
        using var other = await client.GetAsync(Path, ("If-None-Match", tag.Tag), ("Accept", "application/json"));

        tag.IsWeak.Should().BeFalse();
        same.StatusCode.Should().Be(HttpStatusCode.NotModified);
        same.Headers.ETag.Should().Be(tag);
        other.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
