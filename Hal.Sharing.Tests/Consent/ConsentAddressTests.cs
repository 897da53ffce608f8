using System.Net;
using System.Web;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The address of the consent page: scopes, state and the return address.</summary>
public sealed class ConsentAddressTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Theory]
    [InlineData("scope=data:read+everything", "There is no scope 'everything'")]
    [InlineData("scope=DATA:READ", "There is no scope 'DATA:READ'")]
    [InlineData("scope=data:read&scope=data:write", "scope is in the address 2 times")]
    [InlineData("scope=data:read&state=a&state=b", "state is in the address 2 times")]
    public async Task InvalidAddress_Gets400WithExplanation(string query, string explanation)
    {
        var ((browser, _), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var __ = browser;

        var page = await browser.OpenAsync($"/teams/{team}/authorize?{query}");

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Text.Should().Contain(explanation);
        page.Document.Forms.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://partner.example.evil.example/")]
    [InlineData("https://partner.example@evil.example/")]
    [InlineData("https://partner.example:8443/")]
    [InlineData("https://partner.example\\@evil.example/")]
    [InlineData("https://evil.example\\.partner.example/")]
    [InlineData("HTTPS://partner.example/")]
    [InlineData("http://partner.example/")]
    [InlineData("http://localhost:30000/")]
    [InlineData("//partner.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://partner.example/\r\nX: y")]
    [InlineData("https://partner.example/?outcome=allowed")]
    [InlineData("/rels?state=other")]
    [InlineData("")]
    public async Task ForeignReturnAddress_IsRefused_WithoutFormOrRedirect(string returnTo)
    {
        var ((browser, _), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var __ = browser;
        var address = $"/teams/{team}/authorize?scope=data:read&return_to={HttpUtility.UrlEncode(returnTo)}";

        var page = await browser.OpenAsync(address);
        using var sent = await browser.SendAsync(
            "POST", address, new FormUrlEncodedContent([new("decision", "deny")]), ("Sec-Fetch-Site", "same-origin"));

        (page.Status, sent.StatusCode).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        page.Document.Forms.Should().BeEmpty();
        sent.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task AnonymousUser_SignsInFirst_AndReturnsToWholeAddress()
    {
        var team = await stage.AddTeamAsync();
        using var browser = new TestBrowser(stage.Address);
        var address = $"/teams/{team}/authorize?scope=data:read&state=s%26t&return_to=https%3A%2F%2Fpartner.example%2Fx";

        var choice = await browser.OpenAsync(address);
        var page = await browser.PressAsync(choice, "John Doe");

        choice.Address.AbsolutePath.Should().Be("/sign-in");
        page.Address.PathAndQuery.Should().Be(address);
        page.Heading.Should().Be("May this team use your data?");
    }
}
