using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>axe-core over every kind of page: light and wide, dark and narrow. No rule depends on both.</summary>
public sealed class AccessibilityTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private static readonly (string Place, string Heading)[] Pages =
    [
        ("", "Home"), ("#/api/integrations", "Integrations"), ("#/api/integrations?q=nothing-like-it", "Integrations"),
        ("#/api/integrations/abc-123", "Salesforce"),
        ("#/api/integrations/abc-123/shares", "Shares"), ("#/api/integrations/abc-123/shares/user:jdoe", "John Doe"),
        ("#/api/integrations/abc-123/owner", "Owner"), ("#/api/integrations/abc-123/history", "Activity"),
        ("#/api/integrations/abc-123/access", "Access"), ("#/api/integrations/abc-123/access/user:jdoe", "John Doe"),
        ("#/api/principals", "Principals"), ("#/api/users", "Users"), ("#/api/users/me", "Admin User"), ("#/api/teams", "Teams"),
        ("#/api/teams/analytics", "Analytics Team"),
        ("#/api/teams/analytics/members", "Members"), ("#/api/clients", "Clients"), ("#/api/integrations/absent", "Absent"),
    ];

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task NoPage_HasASeriousFinding(int width, bool isDark)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width, isDark);
        visit.Expect(404);
        var findings = new List<string>();
        foreach (var (place, heading) in Pages)
        {
            await visit.GoAsync(place, heading);
            findings.AddRange((await visit.SeriousFindingsAsync()).Select(finding => $"{place} {finding}"));
            (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0, "{0} does not scroll sideways at {1} px", place, width);
        }

        findings.Should().BeEmpty();
        visit.Log.Should().BeEmpty();
    }

    private static readonly string[] ServerPages =
    [
        "sign-in", "sign-in?q=nobody", "sign-out", "teams/analytics/authorize?scope=data:read%20data:write", "teams/analytics/authorize",
        "teams/analytics/authorize?scope=wrong", "teams/absent/authorize?scope=data:read",
        "authorizations", "rels", "rels/inf/share", "problems", "problems/changed-meanwhile",
    ];

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task NoPageOfTheServer_HasASeriousFinding(int width, bool isDark)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "junior", width, isDark);
        visit.Expect(400, 404);
        var findings = new List<string>();
        foreach (var path in ServerPages)
        {
            await visit.Page.GotoAsync(new Uri(visit.Address, path).ToString());
            findings.AddRange((await visit.SeriousFindingsAsync(least: 5)).Select(finding => $"{path} {finding}"));
            (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0, "{0} does not scroll sideways at {1} px", path, width);
        }

        findings.Should().BeEmpty();
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task NoOpenPanel_HasASeriousFinding(int width, bool isDark)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width, isDark);
        await visit.GoAsync("#/api/integrations/wh-001", "Warehouse");

        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Activity" }).ClickAsync();
        await visit.Main.Locator(".entry").First.WaitForAsync();
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Who has access" }).ClickAsync();
        await visit.Row("Bob Wong").GetByRole(AriaRole.Button, new() { Name = "Why" }).ClickAsync();
        await visit.Main.Locator(".reasons").WaitForAsync();

        (await visit.SeriousFindingsAsync()).Should().BeEmpty();
        (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0);
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task FindingsAreTaken_WhenAnimationsHaveEnded()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        await visit.Page.SetContentAsync("""
            <!DOCTYPE html>
            <html lang="en"><title>Fading in</title>
            <style>
                @keyframes appear { from { opacity: 0.1; } }
                @keyframes turn { to { rotate: 1turn; } }
                h1, p { animation: appear 5s linear; }
                p { animation-delay: 1s; }
                i { position: absolute; animation: turn 1s infinite; }
            </style>
            <main><h1>Heading</h1><p>Black on white, once it is there.</p><i></i></main>
            """);

        (await visit.SeriousFindingsAsync(least: 3)).Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task NoFormOrDialog_HasASeriousFinding(int width, bool isDark)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width, isDark);
        var findings = new List<string>();

        await visit.GoAsync("#/api/integrations/abc-123", "Salesforce");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();
        await visit.Dialog.GetByLabel("Name").FillAsync("");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();
        await visit.Dialog.Locator(".error:visible").WaitForAsync();
        findings.AddRange(await visit.SeriousFindingsAsync());
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Shared with" }).ClickAsync();
        await visit.Dialog.GetByLabel("User or team").PressSequentiallyAsync("bob");
        await visit.Page.GetByRole(AriaRole.Option).First.WaitForAsync();
        findings.AddRange(await visit.SeriousFindingsAsync());
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");
        await visit.Row("John Doe").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await visit.Page.Locator(".expansion form").WaitForAsync();
        findings.AddRange(await visit.SeriousFindingsAsync());
        await visit.Page.Locator(".expansion").GetByLabel("1: view").CheckAsync();
        await visit.Page.Locator(".expansion [type=submit]").ClickAsync();
        await visit.Page.Locator(".expansion .effects").WaitForAsync();
        findings.AddRange(await visit.SeriousFindingsAsync());
        await visit.Row("John Doe").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await visit.Dialog.Locator(".effects").WaitForAsync();
        findings.AddRange(await visit.SeriousFindingsAsync());

        findings.Should().BeEmpty();
        visit.Log.Should().BeEmpty();
    }
}
