using System.Net;
using System.Web;
using AngleSharp.Html.Dom;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

public sealed class ConsentTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Fact]
    public async Task Allowing_GrantsWhatWasAsked_AndLeadsBackWithTheState()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:write+data:read&state=a%26b%3Dc+%C3%A9&return_to={HttpUtility.UrlEncode("https://partner.example/done?x=1#end")}");

        using var answer = await browser.SubmitAsync(page, "Allow");

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        var location = answer.Headers.Location!;
        location.GetLeftPart(UriPartial.Path).Should().Be("https://partner.example/done");
        location.Fragment.Should().Be("#end");
        var said = HttpUtility.ParseQueryString(location.Query);
        said.AllKeys.Should().Equal("x", "outcome", "scope", "state");
        (said["outcome"], said["scope"], said["state"]).Should().Be(("allowed", "data:read data:write", "a&b=c é"));
        (await stage.GrantedAsync(user, team)).Should().Be("data:read data:write");
        (await stage.RecordAsync(user, team)).Should().Be("""authorization.put:  -> ["data:read", "data:write"]""");
    }

    [Fact]
    public async Task Denying_ChangesNothing_AndSaysSo()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        using var led = await browser.SubmitAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&state=s&return_to=/rels"), "Deny");
        var told = await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Deny");

        led.Headers.Location!.OriginalString.Should().Be("/rels?outcome=denied&state=s");
        told.Heading.Should().Be("Denied");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
        (await stage.RecordAsync(user, team)).Should().BeEmpty();
    }

    [Fact]
    public async Task AskingForMore_AddsToWhatIsGranted_AndForTheSameWritesNothing()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:write"), "Allow");

        var again = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        again.Text.Should().Contain("What you allow already, and what stays").And.Contain("data:write");
        var allowed = await browser.PressAsync(again, "Allow");
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Allow");

        allowed.Heading.Should().Be("Allowed");
        (await stage.GrantedAsync(user, team)).Should().Be("data:read data:write");
        (await stage.RecordAsync(user, team)).Split('\n').Should().HaveCount(2);
    }

    [Fact]
    public async Task Looking_GrantsNothing_HoweverTheAddressIsMade()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&decision=allow");
        using var head = await browser.SendAsync("HEAD", $"/teams/{team}/authorize?scope=data:read&decision=allow");

        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task FormsOfOthers_GrantNothing()
    {
        var ((browser, user), (other, _), team) = (await stage.NewcomerAsync(), await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var __ = browser;
        using var ___ = other;
        var address = $"/teams/{team}/authorize?scope=data:read";
        var page = await browser.OpenAsync(address);
        var theirs = await other.OpenAsync(address);
        var token = ((IHtmlInputElement)theirs.Document.QuerySelector("input[name=form_token]")!).Value;

        HttpResponseMessage[] answers =
        [
            await browser.SubmitAsync(page, "Allow", site: "cross-site"),
            await browser.SubmitAsync(page, "Allow", site: "same-site"),
            await browser.SubmitAsync(page, "Allow", site: "none"),
            await browser.SubmitAsync(page, "Allow", fields => fields.RemoveAll(field => field.Key == "form_token")),
            await browser.SubmitAsync(page, "Allow", fields => fields[0] = new("form_token", token)),
        ];
        var json = await browser.SendAsync(
            "POST", address, new StringContent("""{"decision": "allow"}""", System.Text.Encoding.UTF8, "application/json"), ("Sec-Fetch-Site", "same-origin"));

        answers.Select(answer => answer.StatusCode).Should().OnlyContain(status => status == HttpStatusCode.Forbidden);
        json.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        answers.Append(json).Select(answer => answer.Content.Headers.ContentType!.MediaType).Should().OnlyContain(type => type == "text/html");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task FormOfBefore_IsNotSentAsSomebodyElse()
    {
        var ((browser, user), (other, next), team) = (await stage.NewcomerAsync(), await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        browser.Cookies.Add(stage.Address, new Cookie("token", other.Cookie("token")));

        using var answer = await browser.SubmitAsync(page, "Allow");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await stage.GrantedAsync(user, team), await stage.GrantedAsync(next, team)).Should().Be((null, null));
        other.Dispose();
    }

    [Theory]
    [InlineData("scope=data:read+everything", "There is no scope 'everything'")]
    [InlineData("scope=DATA:READ", "There is no scope 'DATA:READ'")]
    [InlineData("scope=data:read&scope=data:write", "scope stands 2 times")]
    [InlineData("scope=data:read&state=a&state=b", "state stands 2 times")]
    public async Task AddressThatAsksForSomethingUnknown_IsExplained(string query, string said)
    {
        var ((browser, _), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var __ = browser;

        var page = await browser.OpenAsync($"/teams/{team}/authorize?{query}");

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Text.Should().Contain(said);
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
    public async Task ForeignReturn_IsRefused_WithoutAFormOrARedirect(string returnTo)
    {
        var ((browser, _), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var __ = browser;
        var address = $"/teams/{team}/authorize?scope=data:read&return_to={HttpUtility.UrlEncode(returnTo)}";

        var page = await browser.OpenAsync(address);
        using var sent = await browser.SendAsync("POST", address, new FormUrlEncodedContent([new("decision", "deny")]), ("Sec-Fetch-Site", "same-origin"));

        (page.Status, sent.StatusCode).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        page.Document.Forms.Should().BeEmpty();
        sent.Headers.Location.Should().BeNull();
    }

    [Theory]
    [InlineData("https://partner.example", "form-action 'self' https://partner.example;")]
    [InlineData("http://localhost:3000/x", "form-action 'self' http://localhost:3000;")]
    [InlineData("/rels", "form-action 'self';")]
    public async Task Page_LetsItsFormLeadToTheReturn_AndNowhereElse(string returnTo, string policy)
    {
        var ((browser, _), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var __ = browser;

        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&return_to={HttpUtility.UrlEncode(returnTo)}");

        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain(policy).And.Contain("frame-ancestors 'none'").And.NotContain("img-src").And.NotContain("unsafe");
        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
        page.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Fact]
    public async Task WhatTeamsWriteAboutThemselves_StaysText()
    {
        const string Evil = "<img src=x onerror=alert(1)> \u202Eevil\u2066 & \"quoted\"</bdi>";
        var (browser, _) = await stage.NewcomerAsync();
        using var __ = browser;
        var team = await stage.AddTeamAsync(Evil, Evil, "javascript:alert(1)", "https://images.example/\"><script>", Evil + "\nsecond line");
        var plain = await stage.AddTeamAsync("Plain", "", "https://plain.example/about", "http://images.example/x.png");

        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        var other = await browser.OpenAsync($"/teams/{plain}/authorize?scope=data:read");

        page.Document.Scripts.Should().BeEmpty();
        page.Document.QuerySelectorAll("img").Should().BeEmpty("the team's host would learn who looks at the page");
        page.Document.QuerySelectorAll("bdi").Select(name => name.TextContent).Should().Contain([Evil, Evil + "\nsecond line"]);
        page.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().OnlyContain(href => href!.StartsWith('/'));
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none';").And.NotContain("img-src");
        other.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("https://plain.example/about");
        other.Text.Should().Contain("has not said how it treats your data");
    }

    [Fact]
    public async Task UnknownTeam_GetsAPage_BeforeAndAfter()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&return_to=/rels");
        await stage.Data.ExecuteAsync("delete from teams where id = @team", new { team });

        var late = await browser.PressAsync(page, "Allow");
        var never = await browser.OpenAsync("/teams/never-was/authorize?scope=data:read");

        (late.Status, never.Status).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        late.Text.Should().Contain("Nothing was changed");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task Stranger_SignsInFirst_AndComesBackToTheWholeAddress()
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

    public static TheoryData<string> OthersTokens =>
    [
        TestTokens.ByParty("junior", "coach"),
        TestTokens.ActedFor("junior", "coach", "data:read data:write"),
        TestTokens.ActedFor("junior", "bwong", "data:read", "coaching"),
    ];

    [Theory]
    [MemberData(nameof(OthersTokens))]
    public async Task WhoActsForAnother_DecidesNothing(string token)
    {
        using var browser = new TestBrowser(stage.Address);

        foreach (var address in new[] { "/teams/analytics/authorize?scope=data:read", "/authorizations" })
        {
            using var answer = await browser.SendAsync("GET", address, null, ("Cookie", $"token={token}"));
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        }
    }

    [Fact]
    public async Task ManagedUserWhoComesHimself_DecidesHimself()
    {
        var ((browser, user), team) = (await stage.NewcomerAsync("coach"), await stage.AddTeamAsync());
        using var _ = browser;

        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=profile"), "Allow");

        (await stage.GrantedAsync(user, team)).Should().Be("profile");
    }
}
