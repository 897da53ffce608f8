using System.Net;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>An entity tag is valid for the same document, caller and media type, until the document changes.</summary>
public sealed partial class TagTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private static readonly string[] MediaTypes = ["application/hal+json", ConditionalClient.Forms, "application/json"];

    private static readonly string[] Documents =
    [
        "/api", "/api/integrations", "/api/integrations?access=owned", "/api/integrations/abc-123", "/api/integrations/salesforce/shares",
        "/api/integrations/abc-123/shares?limit=1",
        "/api/integrations/abc-123/shares/user:jdoe", "/api/integrations/abc-123/owner", "/api/principals", "/api/users", "/api/users/me",
        "/api/users/jdoe",
        "/api/teams", "/api/teams/analytics", "/api/teams/analytics/members", "/api/teams/analytics/members/bwong",
        "/api/v1/teams/", "/api/v1/teams/authorized", "/api/v1/teams/analytics/users",
    ];

    [Fact]
    public async Task EveryDocument_HasAStrongTag_AndOneThatIsHeldGives304()
    {
        foreach (var path in Documents.Append("/api/principals/options"))
            foreach (var accept in path.EndsWith("options", StringComparison.Ordinal) ? ["application/json"] : MediaTypes)
            {
                using var caller = stage.As("asmith");
                var tag = await caller.TagAsync(path, accept);
                tag.Should().MatchRegex("^\"[A-Za-z0-9._-]+\"$", path);
                foreach (var held in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
                {
                    using var again = await caller.GetAsync(path, ("Accept", accept), ("If-None-Match", held));

                    again.StatusCode.Should().Be(HttpStatusCode.NotModified, "{0} {1}", path, held);
                    again.Headers.ETag!.ToString().Should().Be(tag);
                    (await again.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
                    again.Headers.CacheControl!.ToString().Should().Be("no-cache, private");
                    string.Join(", ", again.Headers.Vary).Should().StartWith("Accept, Authorization, Cookie, refreshed-token");
                }
                using var head = await caller.SendAsync("HEAD", path, ("Accept", accept));
                head.Headers.ETag!.ToString().Should().Be(tag);
            }
    }

    [Fact]
    public async Task TagOfAnotherCallerOrMediaType_NeverGives304()
    {
        foreach (var path in Documents)
        {
            var tags = new List<(string Caller, string Accept, string Tag)>();
            foreach (var who in new[] { "admin", "asmith", "jdoe", "bwong" })
                foreach (var accept in MediaTypes)
                {
                    using var caller = stage.As(who);
                    using var answer = await caller.GetAsync(path, ("Accept", accept));
                    if (answer.StatusCode == HttpStatusCode.OK)
                        tags.Add((who, accept, answer.Headers.ETag!.ToString()));
                }
            foreach (var own in tags)
            {
                using var caller = stage.As(own.Caller);
                foreach (var other in tags.Where(tag => tag != own))
                    (await caller.GetAsync(path, ("Accept", own.Accept), ("If-None-Match", other.Tag))).StatusCode
                        .Should().Be(HttpStatusCode.OK, "{0} as {1}, {2} holds what {3} got as {4}", path, own.Caller, own.Accept,
                            other.Caller, other.Accept);
            }
            tags.Select(tag => tag.Tag).Should().OnlyHaveUniqueItems(path).And.HaveCountGreaterThan(5);
        }
    }

    [Fact]
    public async Task Options_AreToldWhateverTagIsHeld()
    {
        using var admin = stage.As("admin");
        const string path = "/api/integrations/abc-123/shares";

        using var answer = await admin.SendAsync("OPTIONS", path, ("If-None-Match", await admin.TagAsync(path)));

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        answer.Content.Headers.Allow.Should().Contain("POST");
    }

    [Fact]
    public async Task HiddenDocument_Is404_WhateverTagIsHeld()
    {
        using var admin = stage.As("admin");
        using var outsider = stage.As("outsider");
        foreach (var path in new[] { "/api/integrations/abc-123", "/api/integrations/abc-123/shares", "/api/integrations/abc-123/owner" })
        {
            var tag = await admin.TagAsync(path);

            (await outsider.GetAsync(path, ("If-None-Match", tag))).StatusCode.Should().Be(HttpStatusCode.NotFound);
            (await outsider.GetAsync(path, ("If-None-Match", "*"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Write_AnswersWithTheTagOfWhatItShows_AndTellsWhatItMadeStale()
    {
        using var owner = stage.As("owner");
        var id = await stage.AddIntegrationOfAsync("user:owner");
        var share = $"/api/integrations/{id}/shares/user:level1";

        using var written = await owner.SendAsync("PUT", share, """{"accessLevel": 2}""");
        using var same = await owner.SendAsync("PUT", share, """{"accessLevel": 2}""");
        using var handedOver = await owner.SendAsync("PUT", $"/api/integrations/{id}/owner", """{"userId": "owner"}""");
        using var created = await owner.SendAsync("POST", "/api/integrations", """{"name": "New"}""");
        using var deleted = await owner.SendAsync("DELETE", share, null);

        written.Headers.ETag!.ToString().Should().Be(same.Headers.ETag!.ToString());
        written.Content.Headers.ContentLocation!.ToString().Should().Be(share);
        Link(written).Should().Be($"</api/integrations/{id}/shares>; rel=\"invalidates\"");
        Link(same).Should().BeNull("it changed nothing");
        handedOver.Content.Headers.ContentLocation!.ToString().Should().Be($"/api/integrations/{id}");
        handedOver.Headers.ETag!.ToString().Should().Be(await owner.TagAsync($"/api/integrations/{id}"));
        created.Headers.ETag!.ToString().Should().Be(await owner.TagAsync(created.Headers.Location!.ToString()));
        Link(created).Should().Be("</api/integrations>; rel=\"invalidates\"");
        Link(deleted).Should().Be($"</api/integrations/{id}/shares>; rel=\"invalidates\"");
        deleted.Headers.ETag.Should().BeNull();
    }

    private static string? Link(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : null;

    [Fact]
    public async Task Pages_AreLinkedInTheHeader_AsInTheDocument()
    {
        using var admin = stage.As("admin");
        using var answer = await admin.GetAsync("/api/integrations?limit=1");
        var document = await answer.JsonAsync();

        Links().Matches(Link(answer)!).Select(match => (match.Groups["rel"].Value, match.Groups["href"].Value)).Should().BeEquivalentTo(
            new[] { "first", "prev", "next" }.Select(rel => (rel, document.Href(rel)!)).Where(link => link.Item2 is not null));
    }

    [GeneratedRegex("<(?<href>[^>]*)>; rel=\"(?<rel>[a-z]+)\"")]
    private static partial Regex Links();
}
