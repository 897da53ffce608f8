using System.Web;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The consent page shows what a team writes as text, and leads nowhere else.</summary>
public sealed class ConsentPageTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Theory]
    [InlineData("https://partner.example", "form-action 'self' https://partner.example;")]
    [InlineData("http://localhost:3000/x", "form-action 'self' http://localhost:3000;")]
    [InlineData("/rels", "form-action 'self';")]
    public async Task Page_AllowsFormToLeadToReturnAddressOnly(string returnTo, string policy)
    {
        var ((browser, _), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var __ = browser;

        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&return_to={HttpUtility.UrlEncode(returnTo)}");

        page.Headers.GetValues("Content-Security-Policy").Single().Should()
            .Contain(policy).And.Contain("frame-ancestors 'none'").And.NotContain("img-src").And.NotContain("unsafe");
        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
        page.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Fact]
    public async Task TextOfTeam_StaysText()
    {
        const string Evil = "<img src=x onerror=alert(1)> \u202Eevil\u2066 & \"quoted\"</bdi>";
        var (browser, _) = await stage.NewUserAsync();
        using var __ = browser;
        var team = await stage.AddTeamAsync(
            Evil, Evil, "javascript:alert(1)", "https://images.example/\"><script>", Evil + "\nsecond line");
        var plain = await stage.AddTeamAsync("Plain", "", "https://plain.example/about", "http://images.example/x.png");

        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        var other = await browser.OpenAsync($"/teams/{plain}/authorize?scope=data:read");

        page.Document.Scripts.Should().BeEmpty();
        page.Document.QuerySelectorAll("img").Should().BeEmpty("the team's host would learn who opens the page");
        page.Document.QuerySelectorAll("bdi").Select(name => name.TextContent).Should().Contain([Evil, Evil + "\nsecond line"]);
        page.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().OnlyContain(href => href!.StartsWith('/'));
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none';").And.NotContain("img-src");
        other.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("https://plain.example/about");
        other.Text.Should().Contain("has not provided a privacy statement");
    }
}
