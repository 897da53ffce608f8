using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>What happened to an integration, told in words on its page.</summary>
public sealed class ActivityTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task Activity_SaysWhoDidWhat_WithTheValuesBeforeAndAfter()
    {
        using var admin = server.As("admin");
        await ShareAsync(admin, "abc-123", "user:outsider", 1);
        await ShareAsync(admin, "abc-123", "user:outsider", 2);
        await using var visit = await ConsoleVisit.OpenAsync(server, "jdoe");
        await OpenPanelAsync(visit, "abc-123", "Salesforce", "Activity");

        var newest = visit.Main.Locator(".entry").First;
        (await newest.Locator(".told").InnerTextAsync()).Should().Be("admin changed the share of abc-123 for outsider");
        (await newest.Locator("del").InnerTextAsync()).Should().Be("1: view");
        (await newest.Locator("ins").InnerTextAsync()).Should().Be("2: edit");
        (await newest.Locator("time").CountAsync()).Should().Be(1);
        await newest.GetByRole(AriaRole.Link, new() { Name = "Share", Exact = true }).ClickAsync();
        await visit.SeeAsync("Olive Outsider");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Pages_FollowEachOther()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        // A stream has no limit, so the server refuses one for the first page.
        visit.Expect(400);
        await visit.GoAsync("#/api/integrations/wh-001/history?limit=1", "Activity");
        var newest = await visit.Main.Locator(".told").InnerTextAsync();

        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Previous" }).WaitForAsync();

        (await visit.Main.Locator(".told").InnerTextAsync()).Should().NotBe(newest);
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Restore_IsOfferedWhereItIsPossible_AndAsksFirst()
    {
        using var admin = server.As("admin");
        await CreateAsync(admin, "restoring", "Restoring");
        await ShareAsync(admin, "restoring", "user:bwong", 1);
        await ShareAsync(admin, "restoring", "user:bwong", 3);
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await OpenPanelAsync(visit, "restoring", "Restoring", "Activity");
        var entries = visit.Main.Locator(".entry");
        (await entries.Nth(1).GetByRole(AriaRole.Button).CountAsync()).Should().Be(0, "the level was changed again");

        await entries.First.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        (await visit.Dialog.InnerTextAsync()).Should().Contain("admin changed the share of restoring for bwong");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await entries.Nth(3).WaitForAsync();

        (await entries.First.Locator("dd").InnerTextAsync()).Should().Be("3: admin → 1: view");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task HiddenUser_IsNotNamed()
    {
        using var admin = server.As("admin");
        await CreateAsync(admin, "hiding", "Hiding");
        await ShareAsync(admin, "hiding", "user:jdoe", 3);
        await ShareAsync(admin, "hiding", "user:junior", 1);
        using var revoked = await admin.DeleteAsync("/api/integrations/hiding/shares/user:junior");
        revoked.EnsureSuccessStatusCode();

        await using var seeing = await ConsoleVisit.OpenAsync(server, "admin");
        await OpenPanelAsync(seeing, "hiding", "Hiding", "Activity");
        (await seeing.Main.InnerTextAsync()).Should().Contain("junior");
        await using var visit = await ConsoleVisit.OpenAsync(server, "jdoe");
        await OpenPanelAsync(visit, "hiding", "Hiding", "Activity");

        (await visit.Main.InnerTextAsync()).Should().Contain("admin shared hiding with jdoe").And.NotContain("junior");
        (await visit.Main.Locator(".entry").CountAsync()).Should().Be(2);
        visit.Log.Should().BeEmpty();
    }

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
