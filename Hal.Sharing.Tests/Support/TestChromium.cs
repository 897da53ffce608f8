using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Support;

/// <summary>The one Chromium of a test run, the system's own: started at first use, closed when the run ends.</summary>
public static class TestChromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly string[] Folders =
        ["/usr/bin", "/usr/local/bin", "/snap/bin", "/Applications/Google Chrome.app/Contents/MacOS",
            "/Applications/Chromium.app/Contents/MacOS"];

    private static readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> Started = new(StartAsync);

    /// <summary>What to run: CHROMIUM from the environment, else what is installed; null: nothing is.</summary>
    public static string? Program { get; } = Find();

    /// <summary>A profile of its own in the browser.</summary>
    public static async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) =>
        await (await Started.Value).Browser.NewContextAsync(options);

    public static async Task StopAsync()
    {
        if (!Started.IsValueCreated)
            return;
        var (driver, browser) = await Started.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        // Chromium's sandbox does not work for root, who runs tests in containers.
        string[] arguments = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = arguments, Timeout = 120_000 }));
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(Folders).Distinct()
                .SelectMany(folder => Names.Concat(["Google Chrome", "Chromium"]).Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
}
