using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>An open activity follows the stream of its address, and what is on the page stays usable and current.</summary>
public sealed class LiveTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task ChangeThroughTheApi_AppearsWithoutReload_AndWhatItIsAboutIsReadAgain()
    {
        using var admin = server.As("admin");
        await CreateAsync(admin, "live", "Before");
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var opened = visit.Page.WaitForResponseAsync(response => IsStream(response.Request));
        await OpenPanelAsync(visit, "live", "Before", "Activity");
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Who has access" }).ClickAsync();
        await visit.Row("Admin User").GetByRole(AriaRole.Button, new() { Name = "Why" }).ClickAsync();
        await visit.Main.Locator(".reasons").WaitForAsync();
        await opened;
        await visit.Page.EvaluateAsync("window.isSamePage = true");

        await ShareAsync(admin, "live", "user:outsider", 2);
        var entry = visit.Main.Locator(".entry.new").Filter(new() { HasText = "admin shared live with outsider" });
        await entry.WaitForAsync();
        await visit.Row("Olive Outsider").WaitForAsync();
        await visit.Main.Locator(".reasons").WaitForAsync();
        (await visit.Main.Locator(".timeline + [role=status]").TextContentAsync()).Should().Be("New: admin shared live with outsider");

        using var renamed = await admin.PutAsJsonAsync("/api/integrations/live", new { name = "After" });
        renamed.EnsureSuccessStatusCode();
        await visit.SeeAsync("After");

        (await visit.Main.Locator(".entry").CountAsync()).Should().Be(3, "each change appears once");
        (await visit.Page.EvaluateAsync<bool>("window.isSamePage")).Should().BeTrue();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task TypedText_Stays_WhenAnEventArrives()
    {
        using var admin = server.As("admin");
        await CreateAsync(admin, "typing", "Typing");
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var opened = visit.Page.WaitForResponseAsync(response => IsStream(response.Request));
        await OpenPanelAsync(visit, "typing", "Typing", "Activity");
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Who has access" }).ClickAsync();
        var search = visit.Main.GetByLabel("Search", new() { Exact = true });
        await search.FillAsync("adm");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();
        await visit.Dialog.GetByLabel("Name").FillAsync("Mine");
        await opened;

        await ShareAsync(admin, "typing", "user:outsider", 2);
        await visit.Page.Locator(".entry.new").WaitForAsync();
        using var renamed = await admin.PutAsJsonAsync("/api/integrations/typing", new { name = "Renamed" });
        await visit.Page.Locator("h1").Filter(new() { HasText = "Renamed" }).WaitForAsync();

        (await visit.Dialog.GetByLabel("Name").InputValueAsync()).Should().Be("Mine");
        (await search.InputValueAsync()).Should().Be("adm");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Stream_IsOneForThePage_AndEndsWithIt()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var (opened, ended) = (new List<string>(), new TaskCompletionSource());
        visit.Page.Request += (_, request) => opened.AddRange(IsStream(request) ? [request.Url] : []);
        visit.Page.RequestFailed += (_, request) => _ = IsStream(request) && ended.TrySetResult();
        var started = visit.Page.WaitForResponseAsync(response => IsStream(response.Request));
        await OpenPanelAsync(visit, "abc-123", "Salesforce", "Activity");
        await started;

        await visit.LeaveAsync();
        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" })
            .GetByRole(AriaRole.Link, new() { Name = "Teams", Exact = true }).ClickAsync();
        await visit.SeeAsync("Teams");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));

        opened.Should().ContainSingle().Which.Should().EndWith("/history");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task HiddenPage_HasNoStream_AndMissesNothing()
    {
        using var admin = server.As("admin");
        await CreateAsync(admin, "away", "Away");
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var ended = new TaskCompletionSource();
        visit.Page.RequestFailed += (_, request) => _ = IsStream(request) && ended.TrySetResult();
        var opened = visit.Page.WaitForResponseAsync(response => IsStream(response.Request));
        await OpenPanelAsync(visit, "away", "Away", "Activity");
        await opened;
        await ShareAsync(admin, "away", "user:bwong", 1);
        await visit.Main.Locator(".entry.new").WaitForAsync();

        await ShowAsync("hidden");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await ShareAsync(admin, "away", "user:coach", 1);
        var again = visit.Page.WaitForRequestAsync(IsStream);
        await ShowAsync("visible");

        (await again).Headers.Should().ContainKey("last-event-id");
        await visit.Main.Locator(".entry.new").Filter(new() { HasText = "coach" }).WaitForAsync();
        (await visit.Main.Locator(".entry").CountAsync()).Should().Be(3, "each change appears once");
        visit.Log.Should().BeEmpty();

        // What a browser does when another tab is in front.
        Task ShowAsync(string state) => visit.Page.EvaluateAsync("""
            state => {
                Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
            }
            """, state);
    }

    private static bool IsStream(IRequest request) =>
        request.Headers.TryGetValue("accept", out var accept) && accept == "text/event-stream";

    private static async Task OpenPanelAsync(ConsoleVisit visit, string id, string heading, string panel)
    {
        await visit.GoAsync($"#/api/integrations/{id}", heading);
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = panel }).ClickAsync();
        await visit.Main.Locator(".entry").First.WaitForAsync();
    }

    private static async Task CreateAsync(HttpClient client, string id, string name)
    {
        using var response = await client.PostAsJsonAsync("/api/integrations", new { id, name });
        response.EnsureSuccessStatusCode();
    }

    private static async Task ShareAsync(HttpClient client, string id, string principalId, int accessLevel)
    {
        using var response = await client.PutAsJsonAsync($"/api/integrations/{id}/shares/{principalId}", new { accessLevel });
        response.EnsureSuccessStatusCode();
    }
}
