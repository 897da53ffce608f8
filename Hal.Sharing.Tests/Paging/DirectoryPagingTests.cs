using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>The pages of users, teams, members and clients.</summary>
public sealed class DirectoryPagingTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    public static TheoryData<string, string, string> Collections => new()
    {
        { "/api/users", "inf:user", "id" },
        { "/api/teams", "inf:team", "id" },
        { "/api/teams/analytics/members", "inf:team-member", "userId" },
        { "/api/clients", "inf:client", "id" },
    };

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task Pages_AreTheCollectionInTheOrderOfIds_ForwardsAndBackwards(string path, string rel, string id)
    {
        using var caller = server.As("admin");
        var whole = await caller.DocumentAsync(path);
        var ids = Ids(whole, rel, id);
        ids.Should().HaveCountGreaterThan(2).And.Equal(ids.Order(StringComparer.Ordinal));

        var forwards = await WalkAsync(caller, $"{path}?limit=2", "next");
        forwards.SelectMany(page => Ids(page, rel, id)).Should().Equal(ids);
        forwards.Select(page => page.GetProperty("total").GetInt32()).Should().AllBeEquivalentTo(ids.Count);

        var backwards = await WalkAsync(caller, forwards[^1].Href("self")!, "prev");
        backwards.Reverse<JsonElement>().SelectMany(page => Ids(page, rel, id)).Should().Equal(ids);
    }

    [Theory]
    [InlineData("/api/users?limit=2", "/api/teams")]
    [InlineData("/api/teams?limit=2", "/api/users")]
    [InlineData("/api/teams/analytics/members?limit=2", "/api/teams/coaching/members")]
    [InlineData("/api/clients?limit=2", "/api/users")]
    [InlineData("/api/users?limit=2&q=e", "/api/users")]
    public async Task CursorOfAnotherQuery_IsRefused(string path, string other)
    {
        using var caller = server.As("admin");
        var next = (await caller.DocumentAsync(path)).Href("next")!;

        using var answer = await caller.GetAsync($"{other}?after={next[(next.IndexOf("after=", StringComparison.Ordinal) + 6)..]}");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private static List<string> Ids(JsonElement page, string rel, string id) =>
        [.. page.Embedded(rel).Select(item => item.GetProperty(id).GetString()!)];

    private static async Task<List<JsonElement>> WalkAsync(HttpClient caller, string path, string rel)
    {
        var pages = new List<JsonElement>();
        for (var href = path; href is not null; href = pages[^1].Href(rel))
            pages.Add(await caller.DocumentAsync(href));
        return pages;
    }
}
