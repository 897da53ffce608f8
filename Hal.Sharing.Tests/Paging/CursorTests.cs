using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>The position that a cursor keeps, and the queries for which it is valid.</summary>
public sealed class CursorTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [EveryCollection]
    public async Task Cursor_KeepsItsPositionUnderInsertsAndDeletes(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 9);
        var first = await collection.PageAsync("limit=3");

        // Before the cursor, all items are removed, including that of the cursor, and one is added. After it, one is removed and one added.
        await collection.AddAsync("000-a", "005-a");
        await collection.RemoveAsync("001", "002", "003", "004");
        var second = await collection.Caller.DocumentAsync(first.Href("next")!);
        var back = await collection.Caller.DocumentAsync(second.Href("prev")!);

        collection.Ids(first).Should().Equal(collection.Named("001", "002", "003"));
        collection.Ids(second).Should().Equal(collection.Named("005", "005-a", "006"));
        second.GetProperty("total").GetInt64().Should().Be(7);
        collection.Ids(back).Should().StartWith(collection.Named("000-a"));
    }

    [Theory]
    [EveryCollection]
    public async Task CursorOfAnotherQuery_IsRefused(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 4);
        var after = Cursor(await collection.PageAsync("limit=2"));
        await stage.AddIntegrationAsync($"{collection.Prefix}-other", "user:owner");
        using var admin = stage.As("admin");
        string[] others =
        [
            "/api/integrations?", "/api/integrations?q=other&", "/api/integrations?access=shared&",
            "/api/principals?", "/api/principals?type=team&", $"/api/integrations/{collection.Prefix}-other/shares?",
        ];

        foreach (var other in others.Where(other => other != collection.Path))
            (await PagedCollection.StatusAsync(admin, $"{other}limit=2&after={after}"))
                .Should().Be(HttpStatusCode.BadRequest, "of {0}", other);
        (await PagedCollection.StatusAsync(collection.Caller, $"{collection.Path}limit=3&after={after}")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("after=AAAAAAAAAAAA", "after")]
    [InlineData("after=%00", "after")]
    public async Task InvalidParameter_IsNamed(string query, string parameter)
    {
        var id = $"bad-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        using var owner = stage.As("owner");

        foreach (var path in new[] { $"/api/integrations/{id}/shares", "/api/integrations", "/api/principals" })
        {
            using var answer = await owner.GetAsync($"{path}?{query}");

            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await answer.JsonAsync()).GetProperty("errors").EnumerateArray().Select(error => error.ToString())
                .Should().ContainSingle().Which.Should().Contain(parameter);
        }
    }

    [Fact]
    public async Task Cursor_GrantsNoPermissions()
    {
        using var shares = await PagedCollection.CreateAsync(stage, CollectionKind.Shares, 4);
        var next = (await shares.PageAsync("limit=2")).Href("next")!;
        using var stranger = stage.As("stranger");

        (await PagedCollection.StatusAsync(stranger, next)).Should().Be(HttpStatusCode.NotFound);
    }

    private static string Cursor(JsonElement page)
    {
        var next = page.Href("next")!;
        return next[(next.IndexOf("after=", StringComparison.Ordinal) + "after=".Length)..];
    }
}
