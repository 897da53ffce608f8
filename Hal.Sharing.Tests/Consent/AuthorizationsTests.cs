using System.Net;
using AngleSharp.Html.Dom;
using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The page on which users see and revoke their authorizations.</summary>
public sealed class AuthorizationsTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    private const string OneWaits =
        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    [Fact]
    public async Task UserWithoutAuthorizations_SeesEmptyPage()
    {
        var (browser, _) = await stage.NewUserAsync();
        using var __ = browser;

        (await browser.OpenAsync("/authorizations")).Text.Should().Contain("You have not authorized any team");
    }

    [Fact]
    public async Task Page_ShowsTeamAndDate_AndNarrowsAndRevokes()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync("Readers & Co"));
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read+data:write+profile"), "Allow");

        var page = await browser.OpenAsync("/authorizations");
        page.Document.QuerySelector("h2")!.TextContent.Should().Be("Readers & Co");
        var since = await stage.Data.ScalarAsync<DateTime>(
            "select created_at from team_authorizations where user_id = @user and team_id = @team", new { user, team });
        page.Text.Should().Contain(since.ToString("MMMM d, yyyy", null));
        var narrowed = await browser.PressAsync(
            page, "Save the selected", fields => fields.RemoveAll(field => field.Value == "data:write"));

        narrowed.Address.AbsolutePath.Should().Be("/authorizations");
        narrowed.Document.QuerySelectorAll("input[type=checkbox]").OfType<IHtmlInputElement>().Select(box => box.Value)
            .Should().Equal("data:read", "profile");
        (await stage.GrantedAsync(user, team)).Should().Be("data:read profile");

        var revoked = await browser.PressAsync(narrowed, "Revoke");
        revoked.Text.Should().Contain("You have not authorized any team");
        (await stage.GrantedAsync(user, team)).Should().BeNull();
        (await stage.RecordAsync(user, team)).Split('\n').Should().Equal(
            """authorization.put:  -> ["data:read", "data:write", "profile"]""",
            """authorization.put: ["data:read", "data:write", "profile"] -> ["data:read", "profile"]""",
            """authorization.revoke: ["data:read", "profile"] -> """);
    }

    [Fact]
    public async Task Narrowing_RestoresNothing_RevokedSinceThen()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read+data:write"), "Allow");
        var stale = await browser.OpenAsync("/authorizations");
        await browser.PressAsync(stale, "Save the selected", fields => fields.RemoveAll(field => field.Value == "data:write"));

        await browser.PressAsync(stale, "Save the selected");
        (await stage.GrantedAsync(user, team)).Should().Be("data:read");
        await browser.PressAsync(stale, "Save the selected", fields => fields.Add(new("scope", "admin")));
        (await stage.GrantedAsync(user, team)).Should().Be("data:read");
        await browser.PressAsync(stale, "Revoke");
        var again = await browser.PressAsync(stale, "Save the selected");

        again.Status.Should().Be(HttpStatusCode.OK);
        (await stage.GrantedAsync(user, team)).Should().BeNull();
        (await stage.RecordAsync(user, team)).Split('\n').Should().HaveCount(3, "a request that changes nothing is not recorded");
    }

    [Fact]
    public async Task KeepingNoScope_Revokes()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Allow");

        await browser.PressAsync(
            await browser.OpenAsync("/authorizations"), "Save the selected", fields => fields.RemoveAll(field => field.Key == "scope"));

        (await stage.GrantedAsync(user, team)).Should().BeNull();
    }

    [Fact]
    public async Task OtherSite_RevokesNothing()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read"), "Allow");
        var page = await browser.OpenAsync("/authorizations");

        using var crossSite = await browser.SubmitAsync(page, "Revoke", site: "cross-site");
        using var withoutToken = await browser.SubmitAsync(page, "Revoke", fields => fields.Clear());
        using var byGet = await browser.SendAsync("GET", $"/authorizations/{team}/revoke");

        (crossSite.StatusCode, withoutToken.StatusCode, byGet.StatusCode)
            .Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.MethodNotAllowed));
        (await stage.GrantedAsync(user, team)).Should().Be("data:read");
    }

    [Fact]
    public async Task Revocation_EndsTokensOfTeamAtOnce()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        await browser.PressAsync(await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read+data:write"), "Allow");
        using var plain = new HttpClient { BaseAddress = stage.Address };
        async Task<HttpStatusCode> UseAsync(string token)
        {
            using var answer = await plain.SendAsync($"Bearer {token}", "GET", "/api/users/me");
            return answer.StatusCode;
        }
        var wide = await plain.MintAsync($"Bearer {TestIssuer.BuiltIn.Token("admin")}", user, team);
        (await UseAsync(wide)).Should().Be(HttpStatusCode.OK);

        var narrowed = await browser.PressAsync(
            await browser.OpenAsync("/authorizations"), "Save the selected",
            fields => fields.RemoveAll(field => field.Value == "data:write"));
        (await UseAsync(wide)).Should().Be(HttpStatusCode.Unauthorized);
        var narrow = await plain.MintAsync($"Bearer {TestIssuer.BuiltIn.Token("admin")}", user, team);
        (await UseAsync(narrow)).Should().Be(HttpStatusCode.OK);
        await browser.PressAsync(narrowed, "Revoke");

        (await UseAsync(narrow)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task TeamDeletedConcurrently_GetsNothing()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var page = await browser.OpenAsync($"/teams/{team}/authorize?scope=data:read&return_to=/rels");
        await using var connection = await stage.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("delete from teams where id = @team", new { team }, transaction);

        var allowing = browser.SubmitAsync(page, "Allow");
        await stage.Data.UntilAsync(OneWaits);
        await transaction.CommitAsync();

        using var answer = await allowing;
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Headers.Location.Should().BeNull();
        (await stage.RecordAsync(user, team)).Should().BeEmpty();
    }

    [Fact]
    public async Task ConcurrentDecisions_FollowOneAnother_InTheRecordToo()
    {
        var ((browser, user), team) = (await stage.NewUserAsync(), await stage.AddTeamAsync());
        using var _ = browser;
        var pages = new List<BrowserPage>();
        foreach (var scope in new[] { "data:read", "data:write", "profile" })
            pages.Add(await browser.OpenAsync($"/teams/{team}/authorize?scope={scope}"));
        await browser.PressAsync(pages[0], "Allow");
        var list = await browser.OpenAsync("/authorizations");

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            i % 4 == 3 ? browser.SubmitAsync(list, "Revoke") : browser.SubmitAsync(pages[i % 4], "Allow")));

        answers.Select(answer => (int)answer.StatusCode).Should().OnlyContain(status => status == 200 || status == 303);
        (await stage.Data.ScalarAsync<int>("""
            select count(*) from (
                select before, lag(after) over (order by id) as previous_after
                from changes where subject = 'authorization:' || @user || '/' || @team) c
            where before is distinct from previous_after
            """, new { user, team })).Should().Be(0, "each change begins with the state after the previous one");
        var recorded = await stage.Data.ScalarAsync<string?>("""
            select after ->> 'scopes' from changes
            where subject = 'authorization:' || @user || '/' || @team order by id desc limit 1
            """, new { user, team });
        recorded.Should().Be(await stage.Data.ScalarAsync<string?>(
            "select to_jsonb(scopes)::text from team_authorizations where user_id = @user", new { user }));
    }
}
