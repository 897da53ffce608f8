using System.Net;
using AngleSharp.Html.Dom;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The consent page without <c>scope</c> in its address: the user chooses the scopes.</summary>
public sealed class ScopeChoiceTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("?scope=")]
    public async Task AddressWithoutScope_OffersEveryScope_AndSelectsNone(string query)
    {
        var ((browser, _), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var __ = browser;

        var page = await browser.OpenAsync($"/teams/{team}/authorize{query}");

        page.Status.Should().Be(HttpStatusCode.OK);
        Boxes(page).Select(box => box.Value).Should().Equal(Scope.All);
        Boxes(page).Should().OnlyContain(box => !box.IsChecked && box.Form != null);
        Boxes(page).Should().OnlyContain(box => page.Document.QuerySelectorAll("label").OfType<IHtmlLabelElement>()
            .Any(label => label.HtmlFor == box.Id && label.TextContent.Length > box.Value.Length));
        page.Document.QuerySelector("form fieldset legend")!.TextContent.Should().NotBeEmpty();
        page.Document.Scripts.Should().BeEmpty();
    }

    [Fact]
    public async Task ChosenScopes_AreGranted_AndReported()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?state=s&return_to=/rels");

        using var answer = await browser.SubmitAsync(
            page, "Allow", fields => fields.AddRange([new("scope", "profile"), new("scope", "data:read")]));

        answer.Headers.Location!.OriginalString.Should().Be("/rels?outcome=allowed&scope=data%3Aread%20profile&state=s");
        (await stage.GrantedAsync(user, team)).Should().Be("data:read profile");
    }

    [Fact]
    public async Task ChoiceWithoutScope_ShowsPageAgain_AndGrantsNothing()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        var again = await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize"), "Allow");
        var allowed = await browser.PressAsync(again, "Allow", fields => fields.Add(new("scope", "openid")));

        again.Status.Should().Be(HttpStatusCode.BadRequest);
        again.Document.QuerySelector("[role=alert]")!.TextContent.Should().Contain("Select at least one scope");
        allowed.Heading.Should().Be("Allowed");
        (await stage.GrantedAsync(user, team)).Should().Be("openid");
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("DATA:READ")]
    [InlineData("")]
    public async Task UnknownScopeInForm_IsRefused(string scope)
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        var page = await browser.PressAsync(
            await browser.OpenAsync($"/teams/{team}/authorize"), "Allow",
            fields => fields.AddRange([new("scope", "data:read"), new("scope", scope)]));

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Text.Should().Contain($"There is no scope '{scope}'").And.Contain(string.Join(", ", Scope.All));
        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task FormOfNamedScopes_GrantsOnlyScopesOfAddress()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");

        await browser.PressAsync(page, "Allow", fields => fields.Add(new("scope", "data:write")));

        (await stage.GrantedAsync(user, team)).Should().Be("data:read");
    }

    [Fact]
    public async Task DenyingChoice_RequiresNoScope()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        var denied = await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize"), "Deny");

        denied.Heading.Should().Be("Denied");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task GrantedScopes_AreShown_AndNotOfferedAgain()
    {
        var ((browser, _), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var __ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Allow");

        var some = await browser.OpenAsync($"/teams/{team}/authorize");
        await browser.PressAsync(
            some, "Allow", fields => fields.AddRange(Scope.All.Skip(1).Select(scope => KeyValuePair.Create("scope", scope))));
        var all = await browser.OpenAsync($"/teams/{team}/authorize");

        Boxes(some).Select(box => box.Value).Should().Equal(Scope.All.Skip(1));
        some.Text.Should().Contain("Scopes already granted");
        all.Document.Forms.Should().BeEmpty("there is nothing left to decide");
        all.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("/authorizations");
    }

    private static List<IHtmlInputElement> Boxes(BrowserPage page) =>
        [.. page.Document.QuerySelectorAll("input[type=checkbox][name=scope]").OfType<IHtmlInputElement>()];
}
