using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>Collections page by page: all of them alike.</summary>
public sealed class PagingTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    /// <summary>A collection: where it is, what it embeds, and which member of that names an item.</summary>
    public enum Collection
    {
        Shares,
        Integrations,
        OwnedIntegrations,
        Principals,
    }

    [Theory]
    [EveryCollection]
    public async Task Pages_FollowEachOtherInTheOrderOfIds(Collection collection)
    {
        var (caller, path, prefix) = await SetAsync(collection, 25);
        using var _ = caller;

        var pages = await WalkAsync(caller, $"{path}limit=10", "next");

        pages.SelectMany(page => Ids(collection, page)).Should().Equal(Names(collection, prefix, 25));
        pages.Select(page => page.GetProperty("count").GetInt32()).Should().Equal(10, 10, 5);
        pages.Select(page => page.GetProperty("total").GetInt64()).Should().AllBeEquivalentTo(25);
        pages.Select(page => page.Href("prev") is not null).Should().Equal(false, true, true);
        pages.Select(page => page.Href("next") is not null).Should().Equal(true, true, false);
        pages.Select(page => page.Href("first")).Should().AllBe(pages[0].Href("self"));
    }

    [Theory]
    [EveryCollection]
    public async Task PagesBackwards_AreThePagesForwards(Collection collection)
    {
        var (caller, path, _) = await SetAsync(collection, 25);
        using var __ = caller;
        var forwards = await WalkAsync(caller, $"{path}limit=10", "next");

        var backwards = await WalkAsync(caller, forwards[^1].Href("self")!, "prev");

        backwards.Select(page => Ids(collection, page)).Reverse().Should().BeEquivalentTo(
            forwards.Select(page => Ids(collection, page)), order => order.WithStrictOrdering());
        backwards[^1].Href("self").Should().Be(forwards[0].Href("self"));
    }

    [Theory]
    [EveryCollection]
    public async Task WhatFitsOnOnePage_HasNoOtherPages(Collection collection)
    {
        var (caller, path, _) = await SetAsync(collection, 3);
        using var __ = caller;

        var page = await caller.DocumentAsync($"{path}limit=3");

        page.Rels().Should().NotContain(["first", "next", "prev"]);
        page.GetProperty("count").GetInt32().Should().Be(3);
        page.GetProperty("total").GetInt64().Should().Be(3);
    }

    [Theory]
    [EveryCollection]
    public async Task Cursor_KeepsItsPlaceUnderInsertsAndDeletes(Collection collection)
    {
        var (caller, path, prefix) = await SetAsync(collection, 9);
        using var _ = caller;
        var first = await caller.DocumentAsync($"{path}limit=3");

        // In front of the cursor one comes and all others go, the cursor's own item too; behind it one goes and one comes.
        await AddAsync(collection, prefix, "000-a", "005-a");
        await RemoveAsync(collection, prefix, "001", "002", "003", "004");
        var second = await caller.DocumentAsync(first.Href("next")!);
        var back = await caller.DocumentAsync(second.Href("prev")!);

        Ids(collection, first).Should().Equal(Named(collection, prefix, "001", "002", "003"));
        Ids(collection, second).Should().Equal(Named(collection, prefix, "005", "005-a", "006"));
        second.GetProperty("total").GetInt64().Should().Be(7);
        Ids(collection, back).Should().StartWith(Named(collection, prefix, "000-a"));
    }

    [Theory]
    [EveryCollection]
    public async Task CursorOfAnotherQuery_IsRefused(Collection collection)
    {
        var (caller, path, prefix) = await SetAsync(collection, 4);
        using var _ = caller;
        var after = Cursor(await caller.DocumentAsync($"{path}limit=2"));
        await stage.AddIntegrationAsync($"{prefix}-other", "user:owner");
        using var owner = stage.As("admin");
        string[] others =
        [
            "/api/integrations?", "/api/integrations?q=other&", "/api/integrations?access=shared&", "/api/principals?", "/api/principals?type=team&",
            $"/api/integrations/{prefix}-other/shares?",
        ];

        foreach (var other in others.Where(other => other != path))
            (await StatusAsync(owner, $"{other}limit=2&after={after}")).Should().Be(HttpStatusCode.BadRequest, "of {0}", other);
        (await StatusAsync(caller, $"{path}limit=3&after={after}")).Should().Be(HttpStatusCode.OK);
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
    public async Task BadPage_IsRefusedByName(string query, string parameter)
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
    public async Task Cursor_GivesNoRights()
    {
        var (caller, path, _) = await SetAsync(Collection.Shares, 4);
        using var __ = caller;
        var next = (await caller.DocumentAsync($"{path}limit=2")).Href("next")!;
        using var stranger = stage.As("stranger");

        (await StatusAsync(stranger, next)).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SharesArePagedFromTheSlug_AtTheCanonicalAddress()
    {
        var (caller, path, prefix) = await SetAsync(Collection.Shares, 4);
        using var _ = caller;

        var first = await caller.DocumentAsync($"{path.Replace("/shares", "-slug/shares", StringComparison.Ordinal)}limit=2");
        var second = await caller.DocumentAsync(first.Href("next")!);

        first.Href("self").Should().Be($"{path}limit=2");
        Ids(Collection.Shares, second).Should().Equal(Named(Collection.Shares, prefix, "003", "004"));
    }

    [Theory]
    [EveryCollection]
    public async Task Limit_IsAtMost1000(Collection collection)
    {
        var (caller, path, _) = await SetAsync(collection, 1001);
        using var __ = caller;

        var most = await caller.DocumentAsync($"{path}limit=1000");
        var usual = await caller.DocumentAsync(path);

        most.GetProperty("count").GetInt32().Should().Be(1000);
        usual.GetProperty("count").GetInt32().Should().Be(collection == Collection.Shares ? 1000 : 100);
        most.GetProperty("total").GetInt64().Should().Be(1001);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Total_IsLeftOutBeyond10000(int count, bool isTold)
    {
        foreach (var collection in new[] { Collection.Integrations, Collection.OwnedIntegrations, Collection.Principals })
        {
            var (caller, path, _) = await SetAsync(collection, count);
            using var __ = caller;

            var page = await caller.DocumentAsync($"{path}limit=1");

            page.TryGetProperty("total", out var total).Should().Be(isTold, "of {0}", collection);
            if (isTold)
                total.GetInt64().Should().Be(count);
        }
    }

    [Fact]
    public async Task TotalOfShares_IsAlwaysThere()
    {
        var (caller, path, _) = await SetAsync(Collection.Shares, 10_001);
        using var __ = caller;

        (await caller.DocumentAsync($"{path}limit=1")).GetProperty("total").GetInt64().Should().Be(10_001);
    }

    /// <summary>A new collection of so many, and somebody who reads it.</summary>
    private async Task<(HttpClient Caller, string Path, string Prefix)> SetAsync(Collection collection, int count)
    {
        var prefix = $"p{Guid.NewGuid():N}";
        if (collection == Collection.Shares)
            await stage.AddIntegrationAsync(prefix, "user:owner", []);
        if (collection == Collection.OwnedIntegrations)
            await stage.AddUsersAsync($"{prefix}-owner");
        await AddAsync(collection, prefix, [.. Numbers(count)]);
        return collection switch
        {
            Collection.Shares => (stage.As("owner"), $"/api/integrations/{prefix}/shares?", prefix),
            Collection.Integrations => (stage.As("admin"), $"/api/integrations?q={prefix}&", prefix),
            Collection.OwnedIntegrations => (stage.As($"{prefix}-owner"), "/api/integrations?", prefix),
            _ => (stage.As("stranger"), $"/api/principals?q={prefix}&type=user&", prefix),
        };
    }

    private async Task AddAsync(Collection collection, string prefix, params string[] numbers)
    {
        var ids = numbers.Select(number => $"{prefix}-{number}").ToArray();
        if (collection is Collection.Shares or Collection.Principals)
            await stage.AddUsersAsync(ids);
        if (collection == Collection.Shares)
            await stage.ExecuteAsync("""
                insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
                select @prefix, 'user:' || id, 1, 'admin', now(), now() from unnest(@ids) as id
                """, new { prefix, ids });
        if (collection is Collection.Integrations or Collection.OwnedIntegrations)
            await stage.ExecuteAsync("""
                insert into integration_names (name, integration_id) select id, id from unnest(@ids) as id;
                insert into integrations (id, slug, name, owner_id, created_at, updated_at)
                select id, id, id, @owner, now(), now() from unnest(@ids) as id;
                """, new { ids, owner = collection == Collection.Integrations ? "user:owner" : $"user:{prefix}-owner" });
    }

    private Task RemoveAsync(Collection collection, string prefix, params string[] numbers) => stage.ExecuteAsync(collection switch
    {
        Collection.Shares => "delete from shares where integration_id = @prefix and principal_id in (select 'user:' || id from unnest(@ids) as id)",
        Collection.Principals => "delete from users where id = any (@ids); delete from principals where id in (select 'user:' || id from unnest(@ids) as id)",
        _ => "delete from integrations where id = any (@ids)",
    }, new { prefix, ids = numbers.Select(number => $"{prefix}-{number}").ToArray() });

    private static async Task<List<JsonElement>> WalkAsync(HttpClient caller, string path, string rel)
    {
        var pages = new List<JsonElement>();
        for (var href = path; href is not null; href = pages[^1].Href(rel))
            pages.Add(await caller.DocumentAsync(href));
        return pages;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(path);
        return answer.StatusCode;
    }

    private static string Cursor(JsonElement page)
    {
        var next = page.Href("next")!;
        return next[(next.IndexOf("after=", StringComparison.Ordinal) + "after=".Length)..];
    }

    private static List<string> Ids(Collection collection, JsonElement page) => [.. page
        .Embedded(collection switch { Collection.Shares => "inf:integration-share", Collection.Principals => "inf:principal", _ => "inf:integration" })
        .Select(item => item.GetProperty(collection == Collection.Shares ? "principalId" : "id").GetString()!)];

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => $"{number:000}");

    private static IEnumerable<string> Names(Collection collection, string prefix, int count) => Named(collection, prefix, [.. Numbers(count)]);

    private static IEnumerable<string> Named(Collection collection, string prefix, params string[] numbers) =>
        numbers.Select(number => $"{(collection is Collection.Shares or Collection.Principals ? "user:" : "")}{prefix}-{number}");

    private sealed class EveryCollectionAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            Enum.GetValues<Collection>().Select(collection => new object[] { collection });
    }
}
