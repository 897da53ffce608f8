using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Lists show what their items differ in, whole, on a desk and on a phone.</summary>
public sealed class ListTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    // Lines that are clipped, that the buttons of their row cover, or that break within a word.
    private const string Unreadable = """
        () => [...document.querySelectorAll('main tbody td:not(.row-actions), main tbody th')].filter(cell => {
            const block = cell.querySelector('.clamp') ?? cell;
            const doing = cell.parentElement.querySelector('.row-actions').getBoundingClientRect();
            const beside = doing.top < cell.getBoundingClientRect().bottom;
            const isClipped = block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight;
            const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode())
                for (const word of text.data.matchAll(/\S+/g)) {
                    const range = document.createRange();
                    range.setStart(text, word.index);
                    range.setEnd(text, word.index + word[0].length);
                    const lines = [...range.getClientRects()];
                    if (new Set(lines.map(line => Math.round(line.top))).size > 1) return true;
                    if (beside && lines.some(line => line.right > doing.left)) return true;
                }
            return isClipped;
        }).map(cell => cell.textContent)
        """;

    [SkippableFact]
    public async Task Column_StaysWhenItsValueIsAlsoAnId()
    {
        using var admin = server.As("admin");
        using var team = await admin.PostAsJsonAsync("/api/teams", new { id = "lonely", name = "Lonely" });
        team.EnsureSuccessStatusCode();
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");

        await visit.GoAsync("#/api/teams/lonely/members", "Members");

        (await visit.Main.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync())
            .Should().Contain("Role").And.NotContain("User ID").And.NotContain("Team ID");
        await visit.Row("Admin User").GetByRole(AriaRole.Cell, new() { Name = "admin", Exact = true }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("#/api/users", "Users", 1280)]
    [InlineData("#/api/users", "Users", 360)]
    [InlineData("#/api/integrations", "Integrations", 1280)]
    [InlineData("#/api/integrations", "Integrations", 360)]
    public async Task AddressesAndTimes_AreShownWhole(string place, string heading, int width)
    {
        using var admin = server.As("admin");
        using var user = await admin.PostAsJsonAsync("/api/users", new
        {
            id = $"long-{Guid.NewGuid():N}",
            displayName = "Wilhelmina Featherstonehaugh",
            email = "wilhelmina.featherstonehaugh@subsidiary.example.com",
        });
        user.EnsureSuccessStatusCode();
        // This locale has the longest times: Jan 15, 2026, 9:00 AM.
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width, locale: "en-US");

        await visit.GoAsync(place, heading);

        (await visit.Page.EvaluateAsync<string[]>(Unreadable)).Should().BeEmpty();
        (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0);
        visit.Log.Should().BeEmpty();
    }
}
