using System.Net;
using Hal.Sharing.Tests.SignIn;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>An address that the page accepts survives sign-in; a longer one is refused before and after it.</summary>
public sealed class LongAddressTests(ListeningServer server, SignInFixture stage)
    : IClassFixture<ListeningServer>, IClassFixture<SignInFixture>
{
    private const int Longest = 2500;

    // Browsers send each of these unchanged in a query; JSON can escape it.
    public static TheoryData<string> Fillings => ["x", "+", "'", "%C3%A9"];

    [Theory]
    [MemberData(nameof(Fillings))]
    public async Task LongAddress_SurvivesChoiceOfUser(string filling)
    {
        using var browser = new TestBrowser(server.Address);

        var page = await browser.PressAsync(await browser.OpenAsync(Address(Longest, filling)), "John Doe");

        page.Heading.Should().Be("May this team use your data?");
        page.Document.QuerySelector("form")!.GetAttribute("action").Should().Be(Address(Longest, filling));
    }

    [Theory]
    [MemberData(nameof(Fillings))]
    public async Task LongAddress_SurvivesProvider_InCookieThatBrowsersKeep(string filling)
    {
        using var browser = stage.Browse();
        using var redirect = await browser.SendAsync("GET", Address(Longest, filling));
        using var leaving = await browser.SendAsync("GET", redirect.Headers.Location!.OriginalString);

        var page = await browser.OpenAsync(leaving.Headers.Location!.AbsoluteUri);

        leaving.Headers.GetValues("Set-Cookie").Should().NotBeEmpty().And.OnlyContain(cookie => cookie.Split(';')[0].Length <= 4096);
        leaving.Headers.Location!.AbsoluteUri.Length.Should().BeLessThan(6000, "servers refuse request lines of more than 8 KB");
        page.Heading.Should().Be("May this team use your data?");
        page.Document.QuerySelector("form")!.GetAttribute("action").Should().Be(Address(Longest, filling));
    }

    [Fact]
    public async Task LongerAddress_IsRefused_BeforeAndAfterSignIn()
    {
        using var browser = stage.Browse();

        var before = await browser.OpenAsync(Address(Longest + 1, "x"));
        await browser.OpenAsync("/sign-in?return_to=/rels");
        var after = await browser.OpenAsync(Address(Longest + 1, "x"));

        (before.Status, after.Status).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        before.Text.Should().Contain("has 2501 characters");
        after.Text.Should().Contain("has 2501 characters").And.Contain("Shorten state or return_to");
    }

    /// <summary>Returns an address of this length; most of it is state.</summary>
    private static string Address(int length, string filling)
    {
        var state = string.Concat(Enumerable.Repeat(filling, 1800 / filling.Length));
        var address = $"/teams/coaching/authorize?scope=data:read&state={state}&return_to=/";
        return address + new string('x', length - address.Length);
    }
}
