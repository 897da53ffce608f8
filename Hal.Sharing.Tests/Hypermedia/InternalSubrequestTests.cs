using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.InternalSubrequest;

/// <summary>A client that prefers embedded documents gets what their own addresses would show this caller.</summary>
public sealed class InternalSubrequestTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("transclude=inf:integration-owner")]
    [InlineData("transclude=\"inf:integration-owner\"")]
    [InlineData("transclude=\"inf:nothing, inf:integration-owner\"")]
    [InlineData("Transclude = 'inf:integration-owner'")]
    [InlineData("return=representation, transclude=inf:integration-owner; wait=10")]
    [InlineData("respond-async,transclude=\"inf:nothing;inf:integration-owner")]
    public async Task LinkedDocument_IsEmbedded(string prefer)
    {
        using var caller = server.As("jdoe");
        using var answer = await caller.GetAsync("/api/integrations/abc-123", ("Prefer", prefer));
        var document = await answer.JsonAsync();
        var alone = await caller.DocumentAsync("/api/integrations/abc-123/owner");

        var embedded = document.GetProperty("_embedded").GetProperty("inf:integration-owner");
        embedded.GetProperty("id").GetString().Should().Be(alone.GetProperty("id").GetString());
        embedded.Rels().Should().Equal(alone.Rels().Where(rel => rel is not ("curies" or "profile")));
        embedded.GetProperty("_embedded").ToString().Should().Be(alone.GetProperty("_embedded").ToString());
        answer.Headers.GetValues("Preference-Applied").Should().Equal("transclude=\"inf:integration-owner\"");
        string.Join(", ", answer.Headers.Vary).Should().Contain("Prefer");
    }

    [Fact]
    public async Task SeveralRelations_IncludingAnEmbeddedOne_AreApplied()
    {
        using var caller = server.As("admin");
        using var answer = await caller.GetAsync("/api/integrations/abc-123/owner", ("Prefer", "transclude=\"inf:integration;inf:user\""));

        (await answer.JsonAsync()).GetProperty("_embedded").EnumerateObject().Select(part => part.Name)
            .Should().BeEquivalentTo("inf:integration", "inf:user");
        answer.Headers.GetValues("Preference-Applied").Should().Equal("transclude=\"inf:integration;inf:user\"");
    }

    [Theory]
    [InlineData("self")]
    [InlineData("inf:edit")]
    [InlineData("inf:find-integration")]
    [InlineData("inf:nothing")]
    [InlineData("curies")]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData(",;=")]
    public async Task UnreadableTarget_StaysALink(string rel)
    {
        using var caller = server.As("admin");
        using var answer = await caller.GetAsync("/api/integrations/abc-123", ("Prefer", $"transclude={rel}"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.JsonAsync()).TryGetProperty("_embedded", out _).Should().BeFalse();
        answer.Headers.Contains("Preference-Applied").Should().BeFalse();
    }

    [Fact]
    public async Task Tag_IsThatOfTheWholeDocument()
    {
        using var caller = server.As("admin");
        const string path = "/api/integrations/gd-001/shares";
        (string, string) prefer = ("Prefer", "transclude=inf:integration");
        using var plain = await caller.GetAsync(path);
        using var whole = await caller.GetAsync(path, prefer);
        whole.Headers.ETag.Should().NotBe(plain.Headers.ETag);
        (await caller.GetAsync(path, prefer, ("If-None-Match", whole.Headers.ETag!.ToString()))).StatusCode
            .Should().Be(HttpStatusCode.NotModified);
        (await caller.GetAsync(path, prefer, ("If-None-Match", plain.Headers.ETag!.ToString()))).StatusCode.Should().Be(HttpStatusCode.OK);

        (await caller.PutAsync("/api/integrations/gd-001", """{"name": "Renamed"}""")).EnsureSuccessStatusCode();

        (await caller.GetAsync(path, ("If-None-Match", plain.Headers.ETag!.ToString()))).StatusCode
            .Should().Be(HttpStatusCode.NotModified, "the list itself shows no name of the integration");
        (await caller.GetAsync(path, prefer, ("If-None-Match", whole.Headers.ETag!.ToString()))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task EveryPlainLinkOfADocument_CanBeEmbedded()
    {
        using var caller = server.As("asmith");
        var links = (await caller.DocumentAsync("/api")).GetProperty("_links").EnumerateObject()
            .Where(link => link.Value.ValueKind == JsonValueKind.Object && link.Name.StartsWith("inf:", StringComparison.Ordinal)
                && !link.Value.TryGetProperty("templated", out _)
                && !link.Value.TryGetProperty("type", out _)).Select(link => link.Name).ToList();

        using var answer = await caller.GetAsync("/api", ("Prefer", $"transclude=\"{string.Join(';', links)}\""));

        (await answer.JsonAsync()).GetProperty("_embedded").EnumerateObject().Select(part => part.Name).Should().Equal(links);
        links.Should().Contain(["inf:me", "inf:my-teams"]);
    }
}
