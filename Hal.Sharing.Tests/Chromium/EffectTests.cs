using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Before something is taken from users, the console shows what, and sends the form that the preview offers.</summary>
public sealed class EffectTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task Revocation_ShowsWhoLosesAccess_AndIsMadeAfterwards()
    {
        await ShareAsync("abc-123", "user:outsider", 2);
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");

        await visit.Row("Olive Outsider").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        var effects = visit.Dialog.Locator(".effects");
        await effects.WaitForAsync();
        (await effects.InnerTextAsync()).Should().Contain("Access lost: 1 user").And.MatchRegex(@"outsider\s+2: edit → no access");
        using var admin = server.As("admin");
        using var still = await admin.GetAsync("/api/integrations/abc-123/shares/user:outsider");
        still.IsSuccessStatusCode.Should().BeTrue("nothing was written");

        var sent = visit.Page.WaitForRequestAsync(request => request.Method == "DELETE");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the share" }).ClickAsync();
        (await sent).PostData.Should().Contain("version", "the form of the preview has the version that it was about");
        await visit.Row("Olive Outsider").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task LoweredLevel_IsShown_AndCanBeTakenBack()
    {
        await ShareAsync("wh-001", "user:coach", 3);
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("#/api/integrations/wh-001/shares", "Shares");
        await visit.Row("Casey Coach").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        var form = visit.Page.Locator(".expansion form");
        var submit = form.GetByRole(AriaRole.Button, new() { Name = "Change the access level" });

        await form.GetByLabel("1: view").CheckAsync();
        await submit.ClickAsync();
        (await form.Locator(".effects").InnerTextAsync()).Should().MatchRegex(@"coach\s+3: admin → 1: view");
        (await form.Locator(".effects").EvaluateAsync<bool>("view => view === document.activeElement")).Should().BeTrue();
        await form.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        (await form.GetByLabel("1: view").IsCheckedAsync()).Should().BeTrue();
        await submit.ClickAsync();
        await form.Locator(".effects").WaitForAsync();
        await submit.ClickAsync();

        await visit.Row("Casey Coach").GetByText("1: view", new() { Exact = true }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task CallerWhoLosesAccess_IsWarned()
    {
        using var admin = server.As("admin");
        using var created = await admin.PostAsJsonAsync("/api/integrations", new { id = "leaving", name = "Leaving" });
        created.EnsureSuccessStatusCode();
        using var transferred = await admin.PutAsJsonAsync("/api/integrations/leaving/owner", new { userId = "outsider" });
        transferred.EnsureSuccessStatusCode();
        await using var visit = await ConsoleVisit.OpenAsync(server, "outsider");
        await visit.GoAsync("#/api/integrations/leaving/owner", "Owner");

        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Transfer ownership" }).ClickAsync();
        await ConsoleVisit.ChooseAsync(visit.Dialog.GetByLabel("New owner"), "Bob");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Transfer ownership" }).ClickAsync();

        await visit.Dialog.GetByText("You lose your own access.").WaitForAsync();
        (await visit.Dialog.Locator(".effects").InnerTextAsync()).Should().MatchRegex(@"outsider\s+owner → no access")
            .And.MatchRegex(@"bwong\s+no access → owner");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task StateThatIsNoLongerCurrent_IsShownAgain_BeforeAnythingIsWritten()
    {
        await ShareAsync("gd-001", "user:bwong", 3);
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        visit.Expect(409, 412);
        await visit.GoAsync("#/api/integrations/gd-001/shares", "Shares");
        await visit.Row("Bob Wong").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await visit.Dialog.GetByText("3: admin → no access").WaitForAsync();

        await ShareAsync("gd-001", "user:bwong", 2);
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the share" }).ClickAsync();
        await visit.Dialog.GetByText("2: edit → no access").WaitForAsync();
        await visit.Dialog.GetByText("Edit conflict").WaitForAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the share" }).ClickAsync();

        await visit.Row("Bob Wong").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task RefusedPreview_ShowsTheProblem_AndLeavesTheFormOpen()
    {
        await ShareAsync("gd-001", "user:coach", 3);
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        visit.Expect(404, 409, 412);
        await visit.GoAsync("#/api/integrations/gd-001/shares", "Shares");
        await visit.Row("Casey Coach").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        var form = visit.Page.Locator(".expansion form");
        await form.GetByLabel("1: view").CheckAsync();
        using var admin = server.As("admin");
        using var revoked = await admin.DeleteAsync("/api/integrations/gd-001/shares/user:coach");
        revoked.EnsureSuccessStatusCode();

        await form.GetByRole(AriaRole.Button, new() { Name = "Change the access level" }).ClickAsync();

        await form.GetByRole(AriaRole.Alert).WaitForAsync();
        (await form.GetByLabel("1: view").IsCheckedAsync()).Should().BeTrue();
        (await form.GetByLabel("1: view").IsVisibleAsync()).Should().BeTrue();
        visit.Log.Should().BeEmpty();
    }

    private async Task ShareAsync(string id, string principalId, int accessLevel)
    {
        using var admin = server.As("admin");
        using var response = await admin.PutAsJsonAsync($"/api/integrations/{id}/shares/{principalId}", new { accessLevel });
        response.EnsureSuccessStatusCode();
    }
}
