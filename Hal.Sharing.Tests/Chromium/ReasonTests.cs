using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Who has access to an integration, with the reasons below each user.</summary>
public sealed class ReasonTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task Reasons_Unfold_WithWhatRemains_AndLeadToWhatIsBehindThem()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/wh-001", "Warehouse");
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Who has access" }).ClickAsync();
        await visit.Row("Bob Wong").GetByText("2: edit", new() { Exact = true }).WaitForAsync();
        var opener = visit.Row("Bob Wong").GetByRole(AriaRole.Button, new() { Name = "Why" });

        await opener.PressAsync("Enter");
        var reasons = visit.Main.Locator(".reasons > li");
        await reasons.First.WaitForAsync();

        (await opener.GetAttributeAsync("aria-expanded")).Should().Be("true");
        (await reasons.AllInnerTextsAsync()).Should().SatisfyRespectively(
            team => team.Should().Contain("In the team analytics, which owns the integration, as member 1: view")
                .And.Contain("If this is removed, level 2 (edit) remains."),
            share => share.Should().Contain("Shared with this user 2: edit").And.Contain("If this is removed, level 1 (view) remains."));
        await opener.PressAsync("Enter");
        await reasons.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await opener.PressAsync("Enter");
        await reasons.First.GetByRole(AriaRole.Link, new() { Name = "Member", Exact = true }).ClickAsync();
        await visit.SeeAsync("Bob Wong");
        visit.Page.Url.Should().EndWith("/members/bwong");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Search_FindsUsers_WithinThePanel()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/wh-001", "Warehouse");
        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Who has access" }).ClickAsync();
        await visit.Row("Bob Wong").WaitForAsync();

        await visit.Main.GetByLabel("Search", new() { Exact = true }).FillAsync("alice");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await visit.Row("Bob Wong").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Row("Alice Smith").WaitForAsync();
        visit.Page.Url.Should().EndWith("#/api/integrations/wh-001");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task HiddenPath_HasNoNameAndNoLink()
    {
        using var admin = server.As("admin");
        using var share = await admin.PutAsJsonAsync("/api/integrations/abc-123/shares/team:coaching", new { accessLevel = 2 });
        share.EnsureSuccessStatusCode();
        await using var visit = await ConsoleVisit.OpenAsync(server, "jdoe");

        await visit.GoAsync("#/api/integrations/abc-123/access", "Access");
        await visit.Row("Casey Coach").GetByRole(AriaRole.Button, new() { Name = "Why" }).ClickAsync();
        var reasons = visit.Main.Locator(".reasons");
        await reasons.WaitForAsync();

        (await reasons.InnerTextAsync()).Should().Contain("For a reason that you cannot see").And.NotContainEquivalentOf("coaching");
        (await reasons.GetByRole(AriaRole.Link).CountAsync()).Should().Be(0);
        (await visit.Row("Admin User").GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Should().Contain("owner").And.Contain(
            "1", "superusers are hidden, so only the ownership counts");
        visit.Log.Should().BeEmpty();
    }
}
