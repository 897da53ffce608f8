using System.Net;
using System.Web;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The decision of a user whether a team may use their data.</summary>
public sealed class ConsentTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Fact]
    public async Task Allow_GrantsRequestedScopes_AndReturnsWithState()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var returnTo = HttpUtility.UrlEncode("https://partner.example/done?x=1#end");
        var page = await browser.OpenAsync(
            $"/teams/{team}/authorize?scope=data:write+data:read&state=a%26b%3Dc+%C3%A9&return_to={returnTo}");

        using var answer = await browser.SubmitAsync(page, "Allow");

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        var location = answer.Headers.Location!;
        location.GetLeftPart(UriPartial.Path).Should().Be("https://partner.example/done");
        location.Fragment.Should().Be("#end");
        var parameters = HttpUtility.ParseQueryString(location.Query);
        parameters.AllKeys.Should().Equal("x", "outcome", "scope", "state");
        (parameters["outcome"], parameters["scope"], parameters["state"]).Should().Be(("allowed", "data:read data:write", "a&b=c é"));
        (await stage.GrantedAsync(user, team)).Should().Be("data:read data:write");
        (await stage.RecordAsync(user, team)).Should().Be("""authorization.put:  -> ["data:read", "data:write"]""");
    }

    [Fact]
    public async Task Deny_ChangesNothing_AndReportsIt()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        using var returned = await browser.SubmitAsync(
            await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&state=s&return_to=/rels"), "Deny");
        var denied = await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Deny");

        returned.Headers.Location!.OriginalString.Should().Be("/rels?outcome=denied&state=s");
        denied.Heading.Should().Be("Denied");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
        (await stage.RecordAsync(user, team)).Should().BeEmpty();
    }

    [Fact]
    public async Task RequestForMoreScopes_AddsToGrantedOnes_AndForTheSameWritesNothing()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:write"), "Allow");

        var again = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read");
        again.Text.Should().Contain("Scopes already granted").And.Contain("data:write");
        var allowed = await browser.PressAsync(again, "Allow");
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Allow");

        allowed.Heading.Should().Be("Allowed");
        (await stage.GrantedAsync(user, team)).Should().Be("data:read data:write");
        (await stage.RecordAsync(user, team)).Split('\n').Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_GrantsNothing_WhateverTheAddress()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;

        await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&decision=allow");
        using var head = await browser.SendAsync("HEAD", $"/teams/{team}/authorize?scope=data:read&decision=allow");

        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task UnknownTeam_GetsPage_BeforeAndAfterDecision()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
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
    public async Task ManagedUserInTheirOwnSignIn_Decides()
    {
        var ((browser, user), team) = (await stage.NewUserAsync("coach"), await stage.AddTeamAsync());
        using var _ = browser;

        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=profile"), "Allow");

        (await stage.GrantedAsync(user, team)).Should().Be("profile");
    }
}
