using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>A change renders the page anew; the focus goes to what took the place of the control that opened the form.</summary>
public sealed class FocusTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task DialogThatChangedSomething_GivesTheFocusBackToItsOpener()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/gd-001", "Google Drive - Engineering");
        var opener = visit.Main.GetByRole(AriaRole.Button, new() { Name = "Shared with" });
        await opener.PressAsync("Enter");
        await ConsoleVisit.ChooseAsync(visit.Dialog.GetByRole(AriaRole.Combobox), "Olive");
        await visit.Dialog.Locator("form [type=submit]").First.PressAsync("Enter");
        await visit.Row("Olive Outsider").WaitForAsync();

        await visit.LeaveAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.SeeAsync("Google Drive - Engineering");

        (await IsFocusedAsync(opener)).Should().BeTrue();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Row("Olive Outsider").WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task FormInADialog_GivesTheFocusBackToItsOpener()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/wh-001", "Warehouse");
        var opener = visit.Main.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" });
        await opener.PressAsync("Enter");
        await visit.Dialog.GetByLabel("Description").FillAsync("With another description");

        await visit.LeaveAsync();
        await visit.Dialog.Locator("[type=submit]").PressAsync("Enter");
        await visit.SeeAsync("Warehouse");

        (await IsFocusedAsync(opener)).Should().BeTrue();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task FormBelowARow_GivesTheFocusBackToItsOpener_AndToTheHeadingWhenThatIsGone()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");
        var opener = visit.Row("Analytics Team").GetByRole(AriaRole.Button, new() { Name = "Edit" });
        await opener.PressAsync("Enter");
        await visit.Page.Locator(".expansion").GetByLabel("2: edit").CheckAsync();

        await visit.LeaveAsync();
        await visit.Page.Locator(".expansion [type=submit]").PressAsync("Enter");
        await visit.SeeAsync("Shares");
        (await IsFocusedAsync(opener)).Should().BeTrue();

        await visit.Row("Analytics Team").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).PressAsync("Enter");
        await visit.Dialog.Locator(".effects").WaitForAsync();
        await visit.LeaveAsync();
        await visit.Dialog.Locator("[type=submit]:not([aria-disabled])").PressAsync("Enter");
        await visit.SeeAsync("Shares");
        (await IsFocusedAsync(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }))).Should().BeTrue();
        visit.Log.Should().BeEmpty();
    }

    private static Task<bool> IsFocusedAsync(ILocator control) =>
        control.EvaluateAsync<bool>("control => control === document.activeElement");
}
