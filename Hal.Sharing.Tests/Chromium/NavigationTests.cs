using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Getting around in the console: by links, by addresses, by search, back again.</summary>
public sealed class NavigationTests(ListeningServer server, ITestOutputHelper output) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task Links_LeadToAnIntegrationAndItsShares_AndTheBackButtonBack()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("", "Home");

        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" })
            .GetByRole(AriaRole.Link, new() { Name = "Integrations" }).ClickAsync();
        await visit.SeeAsync("Integrations");
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Salesforce", Exact = true }).ClickAsync();
        await visit.SeeAsync("Salesforce");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Shared with" }).ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Link, new() { Name = "Open full page" }).ClickAsync();
        await visit.SeeAsync("Shares");
        (await visit.Row("Analytics Team").CountAsync()).Should().Be(1);
        visit.Page.Url.Should().EndWith("#/api/integrations/abc-123/shares");
        (await visit.Page.TitleAsync()).Should().Be("Shares – Hal.Sharing");

        await visit.Page.GoBackAsync();
        await visit.SeeAsync("Salesforce");
        await visit.Page.GoBackAsync();
        await visit.SeeAsync("Integrations");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task DeepLink_ShowsItsThing_WithTheWayToIt()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "jdoe");
        await visit.GoAsync("#/api/integrations/abc-123/shares/user:jdoe", "John Doe");

        var way = visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumbs" });
        (await way.GetByRole(AriaRole.Link).AllTextContentsAsync()).Should().StartWith(["Home", "Integrations", "Integration"]);
        (await visit.Main.Locator("time").First.GetAttributeAsync("title")).Should().Be("2026-01-15T09:00:00.000Z");

        await way.GetByRole(AriaRole.Link, new() { Name = "Integration", Exact = true }).ClickAsync();
        await visit.SeeAsync("Salesforce");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.tagName"))
            .Should().Be("H1", "screen readers announce the new page");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Search_FindsByWords_AndPagesFollowEachOther()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations", "Integrations");

        await visit.Main.GetByLabel("Search", new() { Exact = true }).FillAsync("ware");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await visit.Row("Salesforce").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await visit.Row("Warehouse").CountAsync()).Should().Be(1);
        (await visit.Main.GetByLabel("Search", new() { Exact = true }).InputValueAsync()).Should().Be("ware");

        await visit.GoAsync("#/api/users?limit=3", "Users");
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Previous" }).WaitForAsync();
        (await visit.Main.GetByRole(AriaRole.Rowheader).CountAsync()).Should().Be(3);
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Keyboard_IsEnough()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("", "Home");

        await visit.Page.Keyboard.PressAsync("Tab");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.textContent")).Should().Be("Skip to main content");
        await visit.Page.Keyboard.PressAsync("Enter");
        var reached = "";
        for (var i = 0; i < 10 && reached != "Integrations"; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached = await visit.Page.EvaluateAsync<string>("document.activeElement.textContent");
        }
        reached.Should().Be("Integrations");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeAsync("Integrations");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task WhatIsNotThere_IsTold_WithAWayBack()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "outsider");
        visit.Expect(404);
        await visit.GoAsync("#/api/integrations/abc-123", "Abc 123");

        (await visit.Main.GetByRole(AriaRole.Alert).InnerTextAsync())
            .Should().Contain("There is no integration 'abc-123' that you can read.");
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Back to Home" }).ClickAsync();
        await visit.SeeAsync("Home");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task UnknownUser_SeesReason_AndReturnsToPageAfterSignIn()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        visit.Expect(401);
        await visit.GoAsync("#/api/integrations/abc-123", "Abc 123");
        await visit.Main.GetByText("You are not signed in").WaitForAsync();

        // What a sign-in page does: it sets the cookie and leads to the console.
        await visit.Context.AddCookiesAsync(
            [new() { Name = "token", Value = TestIssuer.BuiltIn.Token("admin"), Url = server.Address.ToString() }]);
        await visit.GoAsync("?signed-in", "Salesforce");

        visit.Page.Url.Should().EndWith("#/api/integrations/abc-123");
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("admin", "header")]
    [InlineData(null, "header")]
    [InlineData(null, "main")]
    public async Task OpenApi_LeadsToItsPage(string? user, string part)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, user);
        await visit.GoAsync("", "Home");
        (await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" })
            .GetByRole(AriaRole.Link, new() { Name = "OpenAPI" }).CountAsync()).Should().Be(0, "the menu leads to documents");

        await visit.Page.Locator(part).GetByRole(AriaRole.Link, new() { Name = "OpenAPI", Exact = true }).ClickAsync();

        await visit.Page.Locator(".opblock").First.WaitForAsync();
        new Uri(visit.Page.Url).AbsolutePath.Should().StartWith("/openapi");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task LostConnection_IsTold_AndCanBeTriedAgain()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("", "Home");
        await visit.Context.RouteAsync("**/api/teams", route => route.AbortAsync());
        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" })
            .GetByRole(AriaRole.Link, new() { Name = "Teams", Exact = true }).ClickAsync();
        await visit.Main.GetByText("The server did not respond").WaitForAsync();

        await visit.Context.UnrouteAllAsync();
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await visit.Row("Engineering").WaitForAsync();
    }

    [SkippableFact]
    public async Task FirstPaint_AndWhatIsTransferred_ArePrinted()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("", "Home");

        // The browser may report its first paint later than the heading can be seen.
        var paint = await visit.Page.EvaluateAsync<double>("""
            () => new Promise(resolve => new PerformanceObserver(list => {
                for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
            }).observe({ type: 'paint', buffered: true }))
            """);
        var bytes = await visit.Page.EvaluateAsync<int>(
            "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)");

        output.WriteLine($"First paint of the console after {paint:F0} ms, {bytes / 1024.0:F1} KB transferred.");
        (paint, bytes).Should().Match(
            measured => ((ValueTuple<double, int>)measured).Item1 > 0 && ((ValueTuple<double, int>)measured).Item2 > 0);
    }
}
