using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>The pages of a collection and the links between them.</summary>
public sealed class PagingTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [EveryCollection]
    public async Task Pages_FollowEachOtherInTheOrderOfIds(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 25);

        var pages = await collection.WalkAsync($"{collection.Path}limit=10", "next");

        pages.SelectMany(collection.Ids).Should().Equal(collection.First(25));
        pages.Select(page => page.GetProperty("count").GetInt32()).Should().Equal(10, 10, 5);
        pages.Select(page => page.GetProperty("total").GetInt64()).Should().AllBeEquivalentTo(25);
        pages.Select(page => page.Href("prev") is not null).Should().Equal(false, true, true);
        pages.Select(page => page.Href("next") is not null).Should().Equal(true, true, false);
        pages.Select(page => page.Href("first")).Should().AllBe(pages[0].Href("self"));
    }

    [Theory]
    [EveryCollection]
    public async Task PagesBackwards_AreThePagesForwards(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 25);
        var forwards = await collection.WalkAsync($"{collection.Path}limit=10", "next");

        var backwards = await collection.WalkAsync(forwards[^1].Href("self")!, "prev");

        backwards.Select(collection.Ids).Reverse().Should().BeEquivalentTo(
            forwards.Select(collection.Ids), order => order.WithStrictOrdering());
        backwards[^1].Href("self").Should().Be(forwards[0].Href("self"));
    }

    [Theory]
    [EveryCollection]
    public async Task CollectionThatFitsOnOnePage_HasNoLinksToPages(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 3);

        var page = await collection.PageAsync("limit=3");

        page.Rels().Should().NotContain(["first", "next", "prev"]);
        page.GetProperty("count").GetInt32().Should().Be(3);
        page.GetProperty("total").GetInt64().Should().Be(3);
    }

    [Fact]
    public async Task SharesByTheSlug_HavePagesAtTheCanonicalAddress()
    {
        using var shares = await PagedCollection.CreateAsync(stage, CollectionKind.Shares, 4);

        var first = await shares.Caller.DocumentAsync(
            $"{shares.Path.Replace("/shares", "-slug/shares", StringComparison.Ordinal)}limit=2");
        var second = await shares.Caller.DocumentAsync(first.Href("next")!);

        first.Href("self").Should().Be($"{shares.Path}limit=2");
        shares.Ids(second).Should().Equal(shares.Named("003", "004"));
    }

    [Theory]
    [EveryCollection]
    public async Task Limit_IsAtMost1000(CollectionKind kind)
    {
        using var collection = await PagedCollection.CreateAsync(stage, kind, 1001);

        var largest = await collection.PageAsync("limit=1000");
        var usual = await collection.PageAsync("");

        largest.GetProperty("count").GetInt32().Should().Be(1000);
        usual.GetProperty("count").GetInt32().Should().Be(kind == CollectionKind.Shares ? 1000 : 100);
        largest.GetProperty("total").GetInt64().Should().Be(1001);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Total_IsOmittedAbove10000(int count, bool isPresent)
    {
        foreach (var kind in new[] { CollectionKind.Integrations, CollectionKind.OwnedIntegrations, CollectionKind.Principals })
        {
            using var collection = await PagedCollection.CreateAsync(stage, kind, count);

            var page = await collection.PageAsync("limit=1");

            page.TryGetProperty("total", out var total).Should().Be(isPresent, "of {0}", kind);
            if (isPresent)
                total.GetInt64().Should().Be(count);
        }
    }

    [Fact]
    public async Task TotalOfShares_IsAlwaysPresent()
    {
        using var shares = await PagedCollection.CreateAsync(stage, CollectionKind.Shares, 10_001);

        (await shares.PageAsync("limit=1")).GetProperty("total").GetInt64().Should().Be(10_001);
    }
}
