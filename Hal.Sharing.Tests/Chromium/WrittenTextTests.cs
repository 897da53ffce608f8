using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>What people write is text, whatever it looks like, and fits everywhere.</summary>
public sealed class WrittenTextTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Markup = "<img src=x onerror=\"document.title='taken'\">";

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Markup_StaysText(int width)
    {
        using var admin = server.As("admin");
        var id = $"markup-{width}";
        await CreateAsync(admin, new { id, name = Markup, description = Markup, type = "\u202Etxet\u202C" });
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width);

        await visit.GoAsync($"#/api/integrations/{id}", Markup);
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();
        (await visit.Dialog.GetByLabel("Name").InputValueAsync()).Should().Be(Markup);
        await visit.GoAsync("#/api/integrations", "Integrations");
        await visit.Row(Markup).First.WaitForAsync();

        (await visit.Page.Locator("main img").CountAsync()).Should().Be(0);
        (await visit.Page.TitleAsync()).Should().Be("Integrations – Hal.Sharing");
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task LongestTexts_FitIntoTheWindow(int width)
    {
        using var admin = server.As("admin");
        var id = $"{width}".PadRight(128, 'i');
        await CreateAsync(admin,
            new { id, name = $"{width}".PadRight(200, 'W'), type = new string('t', 200), description = new string('d', 4000) });
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width);

        foreach (var (place, heading) in new[] { ("#/api/integrations", "Integrations"),
            ($"#/api/integrations/{id}", $"{width}".PadRight(200, 'W')), ($"#/api/integrations/{id}/shares", "Shares") })
        {
            await visit.GoAsync(place, heading);
            (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0, "{0} does not scroll sideways", place);
        }
        visit.Log.Should().BeEmpty();
    }

    private static async Task CreateAsync(HttpClient client, object integration)
    {
        using var answer = await client.PostAsJsonAsync("/api/integrations", integration);
        answer.EnsureSuccessStatusCode();
    }
}
