using System.Net;
using AngleSharp.Html.Dom;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Sign-in by choosing a user, without a provider.</summary>
public sealed class DemoSignInTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [Fact]
    public async Task ChosenUser_IsSignedIn_ForEightHours()
    {
        using var browser = new TestBrowser(server.Address);
        var page = await browser.OpenAsync("/authorizations");
        page.Address.PathAndQuery.Should().Be("/sign-in?return_to=%2Fauthorizations");

        using var response = await browser.SubmitAsync(page, "John Doe");

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Headers.Location!.OriginalString.Should().Be("/authorizations");
        response.Headers.GetValues("Set-Cookie").Should().ContainSingle(cookie => cookie.StartsWith("token="))
            .Which.Should().MatchRegex("max-age=(28800|28799); path=/; samesite=lax; httponly$");
        using var me = await browser.SendAsync("GET", "/api/users/me");
        (await me.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
    }

    [Fact]
    public async Task Choices_ShowIdAndRole_AndEncodeNames()
    {
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.ExecuteAsync("""
                insert into account_ids (id, kind) values ('marked', 'user');
                insert into principals (id, kind, name) values ('user:marked', 'user', '<i>Marked</i>');
                insert into users (id, created_at, updated_at) values ('marked', now(), now());
                """);
        }
        using var browser = new TestBrowser(server.Address);

        var page = await browser.OpenAsync("/sign-in");

        Choices(page).Should().Contain(
            ["Admin User admin · superuser", "Jamie Junior junior · managed by coach", "<i>Marked</i> marked"]);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task ChangedReturnAddressInForm_IsRefused(string returnTo)
    {
        using var browser = new TestBrowser(server.Address);

        using var response = await browser.SubmitAsync(
            await browser.OpenAsync("/sign-in"), "John Doe", fields => Replace(fields, "return_to", returnTo));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        browser.Cookie("token").Should().BeNull();
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("JDOE")]
    [InlineData("")]
    [InlineData("\0")]
    public async Task UnknownUser_IsNotSignedIn(string userId)
    {
        using var browser = new TestBrowser(server.Address);

        using var response = await browser.SubmitAsync(
            await browser.OpenAsync("/sign-in"), "John Doe", fields => Replace(fields, "user", userId));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        browser.Cookie("token").Should().BeNull();
    }

    [Fact]
    public async Task OtherSites_CannotSignUsersIn()
    {
        using var browser = new TestBrowser(server.Address);
        using var victim = new TestBrowser(server.Address);
        var page = await browser.OpenAsync("/sign-in");

        using var crossSite = await browser.SubmitAsync(page, "John Doe", site: "cross-site");
        using var withoutToken = await browser.SubmitAsync(
            page, "John Doe", fields => fields.RemoveAll(field => field.Key == "form_token"));
        using var withoutCookie = await victim.SubmitAsync(page, "John Doe");

        crossSite.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        withoutToken.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        withoutCookie.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (browser.Cookie("token"), victim.Cookie("token")).Should().Be((null, null));
    }

    [Fact]
    public async Task Page_CannotBeFramed_IsNotStored_AndHasNoScripts()
    {
        using var browser = new TestBrowser(server.Address);

        var page = await browser.OpenAsync("/sign-in");

        page.Headers.GetValues("Content-Security-Policy").Single().Should()
            .Be("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        page.Headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
        page.Headers.CacheControl!.ToString().Should().Be("no-store");
        page.Document.Scripts.Should().BeEmpty();
        page.Document.QuerySelectorAll("[style], style").Should().BeEmpty();
    }

    [Theory]
    [InlineData("/rels")]
    [InlineData("/problems/not-found")]
    public async Task Documentation_CanBeFramedByItsOriginOnly(string address)
    {
        using var browser = new TestBrowser(server.Address);

        var page = await browser.OpenAsync(address);

        page.Headers.GetValues("Content-Security-Policy").Single().Should()
            .Contain("frame-ancestors 'self'").And.Contain("form-action 'none'");
        page.Headers.GetValues("X-Frame-Options").Should().Equal("SAMEORIGIN");
        page.Headers.CacheControl!.ToString().Should().Be("public, max-age=300");
    }

    [Fact]
    public async Task WithPathBase_AllAddressesStayBelowIt()
    {
        var below = new ListeningServer { Settings = [("PathBase", "/sharing")] };
        await below.InitializeAsync();
        try
        {
            using var browser = new TestBrowser(new Uri(below.Address, "/sharing/"));
            var page = await browser.OpenAsync("/sharing/authorizations");
            page.Address.PathAndQuery.Should().Be("/sharing/sign-in?return_to=%2Fsharing%2Fauthorizations");
            using var response = await browser.SubmitAsync(page, "John Doe");
            response.Headers.Location!.OriginalString.Should().Be("/sharing/authorizations");
            response.Headers.GetValues("Set-Cookie").Should().OnlyContain(cookie => cookie.Contains("path=/sharing;"));
            (await browser.OpenAsync("/sharing/authorizations")).Heading.Should().Be("Teams that use my data");
        }
        finally
        {
            await below.DisposeAsync();
        }
    }

    [Fact]
    public async Task OutsideDevelopment_NoUserCanBeChosen()
    {
        var staging = new ListeningServer { Settings = [("environment", "Staging"), ("Health:DrainSeconds", "0")] };
        await staging.InitializeAsync();
        try
        {
            using var browser = new TestBrowser(staging.Address);
            var page = await browser.OpenAsync("/sign-in");
            using var form = new FormUrlEncodedContent([new("user", "admin")]);
            using var response = await browser.SendAsync("POST", "/sign-in", form, ("Sec-Fetch-Site", "same-origin"));
            using var root = await browser.SendAsync("GET", "/api");

            (page.Status, response.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
            page.Text.Should().Contain("Auth:Authority");
            (await root.JsonAsync()).Rels().Should().NotContain("inf:sign-in");
        }
        finally
        {
            await staging.DisposeAsync();
        }
    }

    private static IEnumerable<string> Choices(BrowserPage page) =>
        page.Document.QuerySelectorAll("ul button").OfType<IHtmlButtonElement>().Select(button => button.TextContent);

    private static void Replace(List<KeyValuePair<string, string>> fields, string name, string value)
    {
        fields.RemoveAll(field => field.Key == name);
        fields.Add(new(name, value));
    }
}
