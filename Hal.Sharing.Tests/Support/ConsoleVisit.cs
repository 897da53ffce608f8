using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Support;

/// <summary>A user of the console in a real browser. Without a browser, the test is skipped.</summary>
public sealed partial class ConsoleVisit : IAsyncDisposable
{
    private const float Patience = 60_000;

    // Keeps every outcome that was shown: a toast disappears after a while, however long the test takes to look.
    private const string Recorder = """
        addEventListener('DOMContentLoaded', () => {
            window.outcomes = [];
            const region = document.getElementById('announcements');
            if (region)
                new MutationObserver(records => {
                    for (const node of records.flatMap(record => [...record.addedNodes]))
                        if (node.checkVisibility()) window.outcomes.push(node.textContent);
                }).observe(region, { childList: true });
        });
        """;

    // One animation can start another. Infinite and paused ones never finish; axe looks at those as they are.
    private const string AnimationsEnd = """
        async () => {
            const running = () => document.getAnimations().filter(animation =>
                animation.playState === 'running' && Number.isFinite(animation.effect.getComputedTiming().endTime));
            for (let animations = running(); animations.length > 0; animations = running())
                await Promise.all(animations.map(animation => animation.finished.catch(() => {})));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> _log = [];
    private readonly HashSet<int> _expected = [];

    private ConsoleVisit(IBrowserContext context, IPage page, Uri address)
    {
        (Context, Page, Address) = (context, page, address);
        Page.Console += (_, message) => Note(message.Type, message.Text);
        Page.PageError += (_, error) => _log.Add(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Uri Address { get; }

    /// <summary>The resource on the page, without the menu.</summary>
    public ILocator Main => Page.Locator("main");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>Errors and warnings in the browser's log, without the refusals that the test expects.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Opens a browser, signed in as a user unless the ID is null.</summary>
    public static async Task<ConsoleVisit> OpenAsync(
        ListeningServer server, string? userId, int width = 1280, bool isDark = false, string locale = "en-GB")
    {
        Skip.If(TestChromium.Program is null,
            "There is no Chromium here: install the package chromium, or name one in the environment variable CHROMIUM.");
        var context = await TestChromium.OpenAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = locale,
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(Recorder);
        if (userId is not null)
            await context.AddCookiesAsync(
                [new() { Name = "token", Value = TestIssuer.BuiltIn.Token(userId), Url = server.Address.ToString(), HttpOnly = true,
                    SameSite = SameSiteAttribute.Lax }]);
        return new ConsoleVisit(context, await context.NewPageAsync(), server.Address);
    }

    /// <summary>Expects refusals, which the browser logs.</summary>
    public void Expect(params int[] statuses) => _expected.UnionWith(statuses);

    /// <summary>Opens a page of the console and waits until it is shown.</summary>
    public async Task GoAsync(string place, string heading)
    {
        // Another place may have the same heading.
        await LeaveAsync();
        await Page.GotoAsync(new Uri(Address, "/" + place).ToString());
        await SeeAsync(heading);
    }

    /// <summary>From now on <see cref="SeeAsync"/> waits for the next page, and does not take the present one for it.</summary>
    public Task LeaveAsync() => Page.EvaluateAsync("document.querySelector('h1')?.setAttribute('data-left', '')");

    /// <summary>Waits for a page with this heading.</summary>
    public Task SeeAsync(string heading) =>
        Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })
            .And(Page.Locator("h1:not([data-left])")).WaitForAsync();

    /// <summary>Waits until an outcome has been shown.</summary>
    public Task HearAsync(string outcome) => Page.WaitForFunctionAsync("outcome => window.outcomes.includes(outcome)", outcome);

    /// <summary>Returns the row of a list with this name.</summary>
    public ILocator Row(string name) =>
        Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader).Filter(new() { HasText = name }) });

    /// <summary>Types into a field with searched options, and selects the first with the keyboard.</summary>
    public static async Task ChooseAsync(ILocator field, string text)
    {
        await field.ClickAsync();
        await field.FillAsync("");
        await field.PressSequentiallyAsync(text);
        await field.Page.Locator("[role=option]:first-child:visible").Filter(new() { HasText = text }).WaitForAsync();
        await field.PressAsync("ArrowDown");
        await field.PressAsync("Enter");
    }

    /// <summary>Returns how many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>
    /// Returns the serious and critical findings of axe-core with their elements, on the page or in a part of it, once its animations
    /// have ended. More than <paramref name="least"/> rules must apply.
    /// </summary>
    public async Task<IReadOnlyList<string>> SeriousFindingsAsync(int least = 10, string part = "html")
    {
        await Page.EvaluateAsync(AnimationsEnd);
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
            await Page.EvaluateAsync(Axe);
        // Every rule runs. Details of elements without findings are left out: they are most of the time and of the result.
        var result = await Page.EvaluateAsync<JsonElement>("part => axe.run(part, { resultTypes: ['violations'] })", part);
        result.GetProperty("passes").GetArrayLength().Should().BeGreaterThan(least, "axe must have checked something");
        return [.. from violation in result.GetProperty("violations").EnumerateArray()
                   where violation.GetProperty("impact").GetString() is "serious" or "critical"
                   from node in violation.GetProperty("nodes").EnumerateArray()
                   select $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()}"];
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void Note(string type, string text)
    {
        if (type is not ("error" or "warning"))
            return;
        if (RefusedStatus().Match(text) is { Success: true } match
            && _expected.Contains(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)))
            return;
        _log.Add($"{type}: {text}");
    }

    [GeneratedRegex(@"responded with a status of (\d+)")]
    private static partial Regex RefusedStatus();
}
