using AngleSharp.Html.Dom;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The list of authorized teams comes in pages, however long it is.</summary>
public sealed class AuthorizationPagesTests(ConsentFixture stage) : IClassFixture<ConsentFixture>
{
    [Fact]
    public async Task ManyAuthorizations_AreSplitIntoPages()
    {
        var (browser, user) = await stage.NewUserAsync();
        using var _ = browser;
        await stage.Data.ExecuteAsync("""
            insert into team_ids (id) select format('%s-%s', @user, to_char(i, 'FM000')) from generate_series(1, 250) as i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids where starts_with(id, @user);
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids where starts_with(id, @user);
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select id, 'admin', 6, now(), now() from team_ids where starts_with(id, @user);
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            select @user, id, array['data:read'], now(), now() from team_ids where starts_with(id, @user);
            """, new { user });
        var expected = Enumerable.Range(1, 250).Select(i => $"{user}-{i:000}").ToList();
        var (names, sizes) = (new List<string>(), new List<int>());

        for (var address = "/authorizations"; address is not null;)
        {
            var page = await browser.OpenAsync(address);
            sizes.Add(Names(page).Count);
            names.AddRange(Names(page));
            address = Link(page, "next");
            Link(page, "first").Should().Be(sizes.Count == 1 ? null : "/authorizations");
        }

        sizes.Should().Equal(100, 100, 50);
        names.Should().Equal(expected);
    }

    [Theory]
    [InlineData("a%00b")]
    [InlineData("%C3%A9")]
    [InlineData("")]
    public async Task InvalidPage_ShowsFirstPage(string after)
    {
        var (browser, _) = await stage.NewUserAsync();
        using var __ = browser;

        var page = await browser.OpenAsync($"/authorizations?after={after}");

        page.Text.Should().Contain("You have not authorized any team");
    }

    private static List<string> Names(BrowserPage page) => [.. page.Document.QuerySelectorAll("h2").Select(name => name.TextContent)];

    private static string? Link(BrowserPage page, string rel) =>
        page.Document.QuerySelectorAll("a").OfType<IHtmlAnchorElement>()
            .SingleOrDefault(link => link.Relation == rel)?.GetAttribute("href");
}
