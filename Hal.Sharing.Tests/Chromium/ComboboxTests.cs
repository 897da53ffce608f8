using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>The field whose options are searched, in a dialog where it is filled already.</summary>
public sealed class ComboboxTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Options = "**/principals/options*";

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Typing_ReplacesTheTextOfAChoice(bool isClicked)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var field = await OpenTransferAsync(visit, "wh-001", "Warehouse", "Analytics Team");
        if (isClicked)
            await field.ClickAsync();

        await visit.Page.Keyboard.TypeAsync("Bob");

        (await field.InputValueAsync()).Should().Be("Bob");
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Click_IntoTypedText_SelectsNothing()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var field = await OpenTransferAsync(visit, "wh-001", "Warehouse", "Analytics Team");
        await visit.Page.Keyboard.TypeAsync("Bob");

        await field.ClickAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.Keyboard.TypeAsync("by");

        (await field.InputValueAsync()).Should().Be("Bobby");
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task List_LeavesTheButtonsOfItsDialogFree(int width)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin", width);
        var field = await OpenTransferAsync(visit, "wh-001", "Warehouse", "Analytics Team");
        await field.FillAsync("");
        await visit.Page.GetByRole(AriaRole.Option).Nth(7).WaitForAsync();

        var covered = await visit.Dialog.Locator("form .buttons").EvaluateAsync<string[]>("""
            buttons => [...buttons.children].filter(button => {
                const { left, top, width, height } = button.getBoundingClientRect();
                return document.elementFromPoint(left + width / 2, top + height / 2) !== button;
            }).map(button => button.textContent)
            """);

        covered.Should().BeEmpty();
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(429, """{"title": "Too many requests", "detail": "Try again in 3 seconds."}""", "Try again in 3 seconds.")]
    [InlineData(401, """{"title": "Not signed in"}""", "You are not signed in")]
    [InlineData(502, "", "Could not load the options")]
    [InlineData(0, "", "The server did not respond")]
    public async Task SearchThatFails_SaysWhyInItsList(int status, string body, string reason)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "admin");
        var field = await OpenTransferAsync(visit, "wh-001", "Warehouse", "Analytics Team");
        await visit.Context.RouteAsync(Options, route => status == 0
            ? route.AbortAsync()
            : route.FulfillAsync(
                new() { Status = status, ContentType = body.Length > 0 ? "application/problem+json" : "text/plain", Body = body }));

        await field.FillAsync("Bob");

        var line = visit.Page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option);
        await line.Filter(new() { HasText = reason }).WaitForAsync();
        (await line.CountAsync()).Should().Be(1, "choices of an earlier search would be taken for its answer");

        await visit.Context.UnrouteAllAsync();
        await field.FillAsync("Casey");
        await line.Filter(new() { HasText = "Casey Coach" }).WaitForAsync();
    }

    /// <summary>Opens the form that transfers an integration, and returns its field once it shows the present owner.</summary>
    private static async Task<ILocator> OpenTransferAsync(ConsoleVisit visit, string id, string name, string owner)
    {
        await visit.GoAsync($"#/api/integrations/{id}", name);
        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Owner", Exact = true }).ClickAsync();
        await visit.SeeAsync("Owner");
        await visit.Main.Locator(".actions .primary").ClickAsync();
        var field = visit.Dialog.GetByRole(AriaRole.Combobox);
        await visit.Page.WaitForFunctionAsync(
            "([field, owner]) => field.value === owner", new object[] { await field.ElementHandleAsync(), owner });
        return field;
    }
}
