using Hal.Sharing.Tests.SignIn;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Sign-in at a provider, from the console and back.</summary>
public sealed class ProviderTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    [SkippableFact]
    public async Task User_SignsInAtProvider_ReturnsToStart_AndSignsOut()
    {
        fixture.SignIns.UserId = "jdoe";
        await using var visit = await fixture.VisitAsync();
        visit.Expect(401);
        await visit.Page.GotoAsync(new Uri(fixture.Address, "/#/api/integrations/abc-123").ToString());

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.ClickAsync();

        await visit.SeeAsync("Salesforce");
        (await visit.Page.EvaluateAsync<string>("document.cookie")).Should().BeEmpty("no script reads a token");
        (await visit.Context.CookiesAsync()).Should().Contain(cookie => cookie.Name == "token" && cookie.HttpOnly);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Hal.Sharing" }).ClickAsync();
        await visit.SeeAsync("Home");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.WaitForAsync();
        (await visit.Context.CookiesAsync()).Should().NotContain(cookie => cookie.Name == "token");
        visit.Log.Should().BeEmpty();
    }
}
