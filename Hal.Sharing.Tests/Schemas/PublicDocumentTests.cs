using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Schemas;

/// <summary>What describes the API can be pinned: it has entity tags that depend on nothing but the bytes and the media type.</summary>
public sealed class PublicDocumentTests(SharingServer server) : IClassFixture<SharingServer>
{
    public static TheoryData<string, string> Representations => new()
    {
        { "/openapi/v1.json", "application/vnd.oai.openapi+json" },
        { "/openapi/v1.json", "application/json" },
        { "/schemas", "application/hal+json" },
        { "/schemas", "application/json" },
        { "/schemas", "text/html" },
        { "/schemas/1/share", "application/schema+json" },
        { "/schemas/1/share", "application/json" },
        { "/rels/inf/share", "text/html" },
        { "/rels/inf/share", "text/markdown" },
        { "/problems/not-found", "text/html" },
    };

    [Theory]
    [MemberData(nameof(Representations))]
    public async Task Document_HasAStrongEntityTag_ForAllReaders(string path, string mediaType)
    {
        using var client = server.CreateClient();
        using var admin = server.As("admin");
        using var below = server.CreateClient(("PathBase", "/sharing"));

        var tag = await TagAsync(client, path, mediaType);

        tag.Should().MatchRegex("^\"[A-Za-z0-9_-]{16}\"$");
        (await TagAsync(client, path, mediaType, HttpMethod.Head)).Should().Be(tag);
        (await TagAsync(admin, path, mediaType)).Should().Be(tag);
        (await TagAsync(below, $"/sharing{path}", mediaType)).Should().Be(await TagAsync(below, $"/sharing{path}", mediaType));
    }

    [Theory]
    [MemberData(nameof(Representations))]
    public async Task CurrentCopy_Gets304(string path, string mediaType)
    {
        using var client = server.CreateClient();
        using var first = await client.GetAsync(path, ("Accept", mediaType));
        var tag = first.Headers.ETag!.ToString();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            foreach (var held in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
            {
                using var answer = await client.SendAsync(method.Method, path, ("Accept", mediaType), ("If-None-Match", held));

                answer.StatusCode.Should().Be(HttpStatusCode.NotModified, held);
                answer.Headers.ETag!.ToString().Should().Be(tag);
                answer.Headers.CacheControl!.Public.Should().BeTrue();
                (await answer.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
            }
            using var changed = await client.SendAsync(method.Method, path, ("Accept", mediaType), ("If-None-Match", "\"other\""));
            changed.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Theory]
    [MemberData(nameof(Representations))]
    public async Task IfMatch_IsIgnored_AsOnEveryRead(string path, string mediaType)
    {
        using var client = server.CreateClient();
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var answer = await client.SendAsync(
                method, path, ("Accept", mediaType), ("If-Match", "\"other\""), ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task RepresentationsAndAddresses_HaveTagsOfTheirOwn()
    {
        using var client = server.CreateClient();
        using var below = server.CreateClient(("PathBase", "/sharing"));
        var tags = new List<string>();
        foreach (var representation in Representations)
        {
            var (path, mediaType) = ((string)representation[0], (string)representation[1]);
            tags.Add(await TagAsync(client, path, mediaType));
            tags.Add(await TagAsync(below, $"/sharing{path}", mediaType));
        }
        tags.Should().OnlyHaveUniqueItems("the media type and the path base change the representation");
    }

    private static async Task<string> TagAsync(HttpClient client, string path, string mediaType, HttpMethod? method = null)
    {
        using var answer = await client.SendAsync((method ?? HttpMethod.Get).Method, path, ("Accept", mediaType));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
        return answer.Headers.ETag!.ToString();
    }
}
