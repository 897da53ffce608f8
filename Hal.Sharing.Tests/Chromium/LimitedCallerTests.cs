using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>What the console shows to a caller who has sent too many requests.</summary>
public sealed class LimitedCallerTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task LimitedCaller_SeesHowLongToWait_AndTriesAgain()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        await visit.GoAsync("", "Home");
        visit.Expect(429);
        await visit.Context.RouteAsync("**/api/teams", route => route.FulfillAsync(new()
        {
            Status = 429,
            ContentType = "application/problem+json",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "3" },
            Body = """{"type":"/problems/too-many-requests","title":"Too many requests","status":429,"detail":"You can send fewer."}""",
        }));
        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" })
            .GetByRole(AriaRole.Link, new() { Name = "Teams", Exact = true }).ClickAsync();
        await visit.Main.GetByText("You can send fewer.").WaitForAsync();
        (await visit.Main.GetByRole(AriaRole.Button).Filter(new() { HasText = "Try again" }).TextContentAsync())
            .Should().MatchRegex("^Try again( in [1-3] s)?$");

        await visit.Context.UnrouteAllAsync();
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }).ClickAsync();

        await visit.Row("Engineering").WaitForAsync();
    }
}
