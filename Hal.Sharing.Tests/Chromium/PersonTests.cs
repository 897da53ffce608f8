using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>A user signs in, authorizes a team, revokes that and signs out, with the pages alone.</summary>
public sealed class PersonTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task User_SignsIn_AuthorizesTeam_RevokesThat_AndSignsOut()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        visit.Expect(401);
        await visit.GoAsync("", "Home");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.ClickAsync();
        await visit.SeeAsync("Sign in");
        await visit.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "John Doe" }).ClickAsync();
        await visit.SeeAsync("Home");
        (await visit.Page.EvaluateAsync<string>("document.cookie")).Should().BeEmpty("no script reads the token");

        await visit.Page.GotoAsync(new Uri(visit.Address, "teams/coaching/authorize?scope=data:read%20data:write").ToString());
        await visit.SeeAsync("May this team use your data?");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await visit.SeeAsync("Allowed");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Teams that use my data" }).ClickAsync();
        await visit.SeeAsync("Teams that use my data");
        (await ScopesAsync()).Should().Equal("data:read", "data:write");

        await visit.Page.GetByRole(AriaRole.Checkbox).Last.UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save the selected scopes" }).ClickAsync();
        // The page comes back at the same address; only what it shows tells the two apart.
        await visit.Page.Locator("fieldset code").GetByText("data:write").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await ScopesAsync()).Should().Equal("data:read");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the authorization" }).ClickAsync();
        await visit.Page.GetByText("You have not authorized any team").WaitForAsync();

        await visit.GoAsync("", "Home");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.WaitForAsync(
            new() { State = WaitForSelectorState.Detached });
        (await visit.Context.CookiesAsync()).Should().NotContain(cookie => cookie.Name == "token");
        visit.Log.Should().BeEmpty();

        async Task<IReadOnlyList<string>> ScopesAsync() => await visit.Page.Locator("fieldset code").AllTextContentsAsync();
    }
}
