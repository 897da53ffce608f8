using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>The page over the OpenAPI document: read by everybody, and its requests sent.</summary>
public sealed class OperationsPageTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableTheory]
    [InlineData(1280, false, "ownership/transferIntegration")]
    [InlineData(360, true, "shares/revokeShare")]
    public async Task NothingThatOpens_HasASeriousFinding(int width, bool isDark, string operation)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null, width, isDark);
        visit.Expect(401);
        var opened = await OpenAsync(visit, operation);
        var findings = await FindingsAsync(visit, operation, ".opblock.is-open");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        foreach (var schema in (await opened.GetByRole(AriaRole.Tab, new() { Name = "Schema" }).AllAsync()).Take(3))
            await schema.ClickAsync();
        await opened.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await opened.Locator(".invalid, .live-responses-table").First.WaitForAsync();
        findings.AddRange(await FindingsAsync(visit, $"{operation}, tried", ".opblock.is-open"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize", Exact = true }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.WaitForAsync();
        findings.AddRange(await FindingsAsync(visit, "Authorize", ".dialog-ux"));

        findings.Should().BeEmpty();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task List_HasNoSeriousFinding()
    {
        foreach (var isDark in (bool[])[false, true])
        {
            await using var visit = await ConsoleVisit.OpenAsync(server, userId: null, isDark: isDark);
            await visit.Page.GotoAsync(new Uri(visit.Address, "/openapi").ToString());
            await visit.Page.GetByText("Transfer ownership of an integration").WaitForAsync();

            (await visit.SeriousFindingsAsync()).Should().BeEmpty();
            (await visit.Page.GetByText("HEAD and OPTIONS are not listed").CountAsync()).Should().Be(1);
            (await visit.Page.Locator(".opblock-head, .opblock-options").CountAsync()).Should().Be(0);

            visit.Log.Should().BeEmpty();
        }
    }

    [SkippableFact]
    public async Task Requests_AreSent_ByWhoIsSignedIn()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");

        (await ShareAsync(visit)).Should().Be("200");
    }

    [SkippableFact]
    public async Task Requests_AreSent_WithAPastedToken()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        visit.Expect(401);
        (await ShareAsync(visit)).Should().Be("401");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize", Exact = true }).First.ClickAsync();
        var dialog = visit.Page.Locator(".dialog-ux");
        await dialog.GetByLabel("bearer").FillAsync(TestIssuer.BuiltIn.Token("admin"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Authorize", Exact = true }).First.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();

        var opened = visit.Page.Locator(".opblock.is-open");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await opened.Locator(".live-responses-table .response-col_status").Filter(new() { HasText = "200" }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    private static async Task<string> ShareAsync(ConsoleVisit visit)
    {
        var opened = await OpenAsync(visit, "shares/putShare");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await opened.GetByRole(AriaRole.Textbox, new() { Name = "id", Exact = true }).FillAsync("abc-123");
        await opened.GetByRole(AriaRole.Textbox, new() { Name = "principalId" }).FillAsync("user:asmith");
        await opened.Locator("textarea").FillAsync("""{"accessLevel": "2"}""");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        var status = opened.Locator(".live-responses-table .response .response-col_status");
        return (await status.InnerTextAsync())[..3];
    }

    private static async Task<ILocator> OpenAsync(ConsoleVisit visit, string operation)
    {
        // Another fragment alone would not load the page anew.
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.GotoAsync(new Uri(visit.Address, $"/openapi/index.html#/{operation}").ToString());
        var opened = visit.Page.Locator(".opblock.is-open");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).WaitForAsync();
        return opened;
    }

    private static async Task<List<string>> FindingsAsync(ConsoleVisit visit, string what, string part)
    {
        var findings = await visit.SeriousFindingsAsync(part: part);
        (await visit.OverflowAsync()).Should().BeLessThanOrEqualTo(0, "{0} does not scroll sideways", what);
        return [.. findings.Select(finding => $"{what} {finding}")];
    }
}
