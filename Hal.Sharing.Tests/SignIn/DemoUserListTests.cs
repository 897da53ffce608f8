using AngleSharp.Html.Dom;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>The users on the page without a provider: those of the demo data first, then all others by name.</summary>
public sealed class DemoUserListTests(ListeningServer server) : IClassFixture<ListeningServer>, IAsyncLifetime
{
    private static readonly string[] DemoUsers =
        ["Admin User", "Alice Smith", "Bob Wong", "Casey Coach", "Jamie Junior", "John Doe", "Olive Outsider"];

    [Fact]
    public async Task DemoUsers_ComeFirst_ThenOthersByName()
    {
        using var browser = new TestBrowser(server.Address);

        var names = Names(await browser.OpenAsync("/sign-in"));

        names.Should().HaveCount(50).And.StartWith(DemoUsers);
        names.Skip(DemoUsers.Length).Should().StartWith(["Aaron 001", "aaron 002", "Aaron 003"], "letter case does not order names");
    }

    [Fact]
    public async Task Pages_LeadToEveryUser_AndBack()
    {
        using var browser = new TestBrowser(server.Address);
        var page = await browser.OpenAsync("/sign-in?return_to=/rels");
        var first = page;
        var names = new List<string>();
        page.Text.Should().Contain("1–50 of 127");
        for (names.AddRange(Names(page)); Link(page, "next") is { } next; names.AddRange(Names(page)))
            page = await browser.OpenAsync(next);

        names.Should().HaveCount(127).And.OnlyHaveUniqueItems();
        page.Text.Should().Contain("101–127 of 127");
        Names(await browser.OpenAsync(Link(await browser.OpenAsync(Link(page, "prev")!), "prev")!)).Should().Equal(Names(first));
        using var chosen = await browser.SubmitAsync(page, "aaron 120");
        chosen.Headers.Location!.OriginalString.Should().Be("/rels", "pages keep the return address");
    }

    [Fact]
    public async Task Search_FindsByNameAndId_AndShowsNumber()
    {
        using var browser = new TestBrowser(server.Address);

        var many = await browser.OpenAsync("/sign-in?q=AARON");
        var byId = await browser.OpenAsync("/sign-in?q=x-077");
        var demo = await browser.OpenAsync("/sign-in?q=o");
        var none = await browser.OpenAsync("/sign-in?q=%25");

        Names(many).Should().HaveCount(50);
        many.Text.Should().Contain("1–50 of 120");
        Link(many, "next").Should().Contain("q=AARON");
        Names(byId).Should().Equal("Aaron 077");
        Names(demo).Should().StartWith(["Bob Wong", "Casey Coach", "Jamie Junior", "John Doe", "Olive Outsider"]);
        Names(none).Should().BeEmpty();
        none.Text.Should().Contain("No users found");
        Link(byId, "next").Should().BeNull();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999")]
    public async Task InvalidPageNumber_ShowsFirstPage(string number)
    {
        using var browser = new TestBrowser(server.Address);

        Names(await browser.OpenAsync($"/sign-in?page={number}")).Should().StartWith(DemoUsers);
    }

    public async Task InitializeAsync()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.ExecuteAsync("""
            insert into account_ids (id, kind)
            select format('x-%s', to_char(i, 'FM000')), 'user'
            from generate_series(1, 120) as i on conflict do nothing;
            insert into principals (id, kind, name)
            select format('user:x-%s', to_char(i, 'FM000')), 'user',
                case i % 2 when 0 then 'a' else 'A' end || 'aron ' || to_char(i, 'FM000')
            from generate_series(1, 120) as i on conflict do nothing;
            insert into users (id, created_at, updated_at)
            select format('x-%s', to_char(i, 'FM000')), now(), now()
            from generate_series(1, 120) as i on conflict do nothing;
            """);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static List<string> Names(BrowserPage page) =>
        [.. page.Document.QuerySelectorAll("ul button > bdi").Select(name => name.TextContent)];

    private static string? Link(BrowserPage page, string rel) =>
        page.Document.QuerySelectorAll("nav a").OfType<IHtmlAnchorElement>()
            .SingleOrDefault(link => link.Relation == rel)?.GetAttribute("href");
}
