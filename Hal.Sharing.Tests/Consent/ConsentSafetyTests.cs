using System.Net;
using AngleSharp.Html.Dom;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>Only the user decides: not another site, another user, or a party that acts for the user.</summary>
public sealed class ConsentSafetyTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Fact]
    public async Task FormOfAnotherSiteOrUser_GrantsNothing()
    {
        var ((browser, user), (other, _), team) = (await stage.NewUserAsync(), await stage.NewUserAsync(), await stage.AddTeamAsync());
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
            "POST", address, new StringContent("""{"decision": "allow"}""", System.Text.Encoding.UTF8, "application/json"),
            ("Sec-Fetch-Site", "same-origin"));

        answers.Select(answer => answer.StatusCode).Should().OnlyContain(status => status == HttpStatusCode.Forbidden);
        json.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        answers.Append(json).Select(answer => answer.Content.Headers.ContentType!.MediaType)
            .Should().OnlyContain(type => type == "text/html");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task FormOfPreviousUser_IsRefusedForNextUser()
    {
        var ((browser, user), (other, next), team) = (await stage.NewUserAsync(), await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        browser.Cookies.Add(stage.Address, new Cookie("token", other.Cookie("token")));

        using var answer = await browser.SubmitAsync(page, "Allow");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await stage.GrantedAsync(user, team), await stage.GrantedAsync(next, team)).Should().Be((null, null));
        other.Dispose();
    }

    public static TheoryData<string> DelegatedTokens =>
    [
        TestTokens.ByParty("junior", "coach"),
        TestTokens.ActedFor("junior", "coach", "data:read data:write"),
        TestTokens.ActedFor("junior", "bwong", "data:read", "coaching"),
    ];

    [Theory]
    [MemberData(nameof(DelegatedTokens))]
    public async Task DelegatedToken_CannotDecide(string token)
    {
        using var browser = new TestBrowser(stage.Address);

        foreach (var address in new[] { "/teams/analytics/authorize?scope=data:read", "/authorizations" })
        {
            using var answer = await browser.SendAsync("GET", address, null, ("Cookie", $"token={token}"));
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        }
    }
}
