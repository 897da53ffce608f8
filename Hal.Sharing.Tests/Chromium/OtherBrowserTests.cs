using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>A HAL browser that was put beside the console: what such pages do works there, by cookie and by a pasted token.</summary>
public sealed class OtherBrowserTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task OldWays_OfScriptsAndStyles_Work()
    {
        await using var visit = await OpenAsync("admin");

        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).color")).Should().Be("rgb(1, 2, 3)");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('p')).color")).Should().Be("rgb(4, 5, 6)");
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("PUT", "/api/integrations/abc-123/shares/user:outsider", """{"accessLevel": "2"}""", "200 ")]
    [InlineData("PUT", "/api/integrations/abc-123/shares/user:coach", "{\n\n}", "200 ")]
    [InlineData("PUT", "/api/integrations/abc-123/shares/user:asmith", "", "200 ")]
    [InlineData("DELETE", "/api/integrations/abc-123/shares/team:analytics", "", "204 ")]
    [InlineData("POST", "/api/integrations", """{"name": "From another browser"}""", "201 ")]
    public async Task RequestsThatAreNoGet_Work_WithAndWithoutABody(string method, string path, string body, string answer)
    {
        await using var visit = await OpenAsync("admin");

        await visit.Page.EvaluateAsync("([method, path, body]) => send(method, path, body)", new[] { method, path, body });

        await visit.Page.Locator("#answer").Filter(new() { HasText = answer }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task UnauthenticatedUser_IsRefused()
    {
        await using var visit = await OpenAsync("admin");

        var blocked = await visit.Page.EvaluateAsync<string>("""
            () => new Promise(resolve => {
                addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
                fetch('https://example.com/').catch(() => {});
            })
            """);

        blocked.Should().Be("connect-src");
    }

    private async Task<ConsoleVisit> OpenAsync(string userId)
    {
        var visit = await ConsoleVisit.OpenAsync(server, userId);
        await visit.Page.GotoAsync(new Uri(server.Address, "/browsers/plain").ToString());
        await visit.Page.GetByText("Inline styles").WaitForAsync();
        return visit;
    }
}
