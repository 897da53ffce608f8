using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>Pages also have a limit in bytes: texts can be long, and JSON makes some characters six times as long.</summary>
public sealed class PageSizeTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const int LargestDocument = 1_000_000;
    private const int Items = 50;

    [Theory]
    [InlineData("/api/integrations", "inf:integration", "description")]
    [InlineData("/api/teams", "inf:team", "description")]
    public async Task PagesOfLongTexts_EndEarly_AndOmitNoItem(string collection, string relation, string property)
    {
        using var caller = server.As("admin");
        var created = new List<string>();
        for (var i = 0; i < Items; i++)
        {
            var content = new Dictionary<string, string> { ["name"] = $"Long {i}", [property] = new('<', 4000) };
            using var answer = await caller.PostAsJsonAsync(collection, content);
            created.Add((await answer.JsonAsync()).GetProperty("id").GetString()!);
        }

        var (found, pages) = (new List<string>(), 0);
        for (string? address = collection; address is not null; pages++)
        {
            using var answer = await caller.GetAsync(new Uri(address, UriKind.Relative));
            (await answer.Content.ReadAsByteArrayAsync()).Length.Should().BeLessThan(LargestDocument);
            var page = await answer.JsonAsync();
            found.AddRange(page.Embedded(relation).Select(item => item.GetProperty("id").GetString()!));
            address = page.Href("next");
        }

        pages.Should().BeGreaterThan(1, "{0} descriptions of 24,000 bytes each do not fit on one page", Items);
        found.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal).And.Contain(created);
    }
}
