using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Sharing an integration and handing it over, as a person does it.</summary>
public sealed class SharingTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Share_Change_Revoke(bool withoutPresentation)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var recipient = withoutPresentation ? "Casey Coach" : "Bob Wong";
        // One file holds all knowledge of this API. Without it, only the presentation changes.
        if (withoutPresentation)
            await visit.Context.RouteAsync(
                "**/presentation.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");

        // Without the presentation, the form that previews a share has the same fields.
        var form = visit.Main.Locator("form").Filter(
            new() { Has = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Share the integration", Exact = true }) });
        await ConsoleVisit.ChooseAsync(form.GetByLabel("User or team"), recipient);
        await form.GetByLabel("2: edit").CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Share the integration" }).ClickAsync();
        await visit.Row(recipient).GetByText("2: edit").WaitForAsync();

        await visit.Row(recipient).GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await visit.Page.Locator(".expansion").GetByLabel("3: admin").CheckAsync();
        await visit.Page.Locator(".expansion").GetByRole(AriaRole.Button, new() { Name = "Change the access level" }).ClickAsync();
        await visit.Row(recipient).GetByText("3: admin").WaitForAsync();

        await visit.Row(recipient).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await visit.Dialog.GetByText(recipient).WaitForAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the share" }).ClickAsync();
        await visit.Row(recipient).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.HearAsync("Done: Revoke the share.");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Fault_IsSaidBesideItsField_BeforeAnythingIsSent()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");
        var field = visit.Main.GetByLabel("User or team");

        await field.FillAsync("no such principal");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Share the integration" }).ClickAsync();

        await visit.Main.GetByText("Select an option from the list").WaitForAsync();
        (await field.GetAttributeAsync("aria-invalid")).Should().Be("true");
        (await field.EvaluateAsync<bool>("field => field === document.activeElement")).Should().BeTrue();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task ShareThatIsThere_IsTold_WithALinkToIt()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        visit.Expect(409);
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");

        await ConsoleVisit.ChooseAsync(visit.Main.GetByLabel("User or team"), "John Doe");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Share the integration" }).ClickAsync();

        var alert = visit.Main.GetByRole(AriaRole.Alert);
        await alert.WaitForAsync();
        await alert.Locator("a[href='#/api/integrations/abc-123/shares/user:jdoe']").ClickAsync();
        await visit.SeeAsync("John Doe");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task ConcurrentChange_IsShownNextToInput_WhichCanBeAppliedAgain()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        visit.Expect(409, 412);
        await visit.GoAsync("#/api/integrations/wh-001", "Warehouse");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();
        await visit.Dialog.GetByLabel("Name").FillAsync("Warehouse of mine");

        using var other = server.As("asmith");
        using var change = await other.SendAsync(
            null, "PUT", "/api/integrations/wh-001", """{"name": "Warehouse of Alice", "type": "postgres", "description": "By Alice"}""");
        change.IsSuccessStatusCode.Should().BeTrue();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Edit the integration" }).ClickAsync();

        await visit.Dialog.GetByText("Edit conflict").WaitForAsync();
        (await visit.Dialog.GetByLabel("Name").InputValueAsync()).Should().Be("Warehouse of mine");
        (await visit.Dialog.InnerTextAsync()).Should().Contain("Current value: Warehouse of Alice").And.Contain("Current value: By Alice");
        await visit.Dialog.Locator(".field").Filter(new() { HasText = "Description" })
            .GetByRole(AriaRole.Button, new() { Name = "Use current value" }).ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply my changes" }).ClickAsync();

        await visit.SeeAsync("Warehouse of mine");
        await visit.Main.GetByText("By Alice", new() { Exact = true }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Transfer_AsksForNewOwner_AndShowsNewOwner()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/gd-001/owner", "Owner");

        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Transfer ownership" }).ClickAsync();
        var field = visit.Dialog.GetByLabel("New owner");
        await visit.Page.WaitForFunctionAsync("field => field.value === 'Engineering'", await field.ElementHandleAsync());
        await ConsoleVisit.ChooseAsync(field, "Olive");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Transfer ownership" }).ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Heading, new() { Name = "After the transfer" }).WaitForAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Transfer ownership" }).ClickAsync();

        await visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Olive Outsider" }).WaitForAsync();
        await visit.HearAsync("Done: Transfer ownership.");
        visit.Log.Should().BeEmpty();
    }
}
