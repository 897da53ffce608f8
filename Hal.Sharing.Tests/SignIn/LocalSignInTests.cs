using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Sign-in without a password is for the machine that runs the server, unless the configuration opens it.</summary>
public sealed class LocalSignInTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    public static TheoryData<string, string> FromElsewhere => new()
    {
        { "X-Forwarded-For", "203.0.113.7" },
        { "X-Forwarded-For", "127.0.0.1" },
        { "X-Real-IP", "203.0.113.7" },
        { "Forwarded", "for=203.0.113.7" },
        { "Host", "sharing.example.com" },
        { "Host", "localhost.example.com" },
    };

    [Theory]
    [MemberData(nameof(FromElsewhere))]
    public async Task RequestFromElsewhere_SignsNoOneIn_AndNamesTheSetting(string name, string value)
    {
        using var browser = new TestBrowser(server.Address);

        using var page = await browser.SendAsync("GET", "/sign-in", null, (name, value));
        using var sent = await browser.SubmitAsync(await browser.OpenAsync("/sign-in"), "John Doe", headers: [(name, value)]);
        using var root = await browser.SendAsync("GET", "/api", null, (name, value));

        (page.StatusCode, sent.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await page.Content.ReadAsStringAsync()).Should()
            .Contain("Auth:DemoSignInFromAnywhere").And.Contain("http://localhost").And.NotContain("Admin User");
        browser.Cookie("token").Should().BeNull();
        (await root.JsonAsync()).Rels().Should().NotContain("inf:sign-in");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("sharing.localhost:5080")]
    public async Task RequestFromThisMachine_CanChoose(string host)
    {
        using var browser = new TestBrowser(server.Address);

        using var page = await browser.SendAsync("GET", "/sign-in", null, ("Host", host));

        page.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task KnownProxy_DeterminesAddressOfClient()
    {
        var proxied = new ListeningServer { Settings = [("ForwardedHeaders:KnownProxies", "127.0.0.1,::1")] };
        await proxied.InitializeAsync();
        try
        {
            using var browser = new TestBrowser(proxied.Address);
            using var far = await browser.SendAsync("GET", "/sign-in", null, ("X-Forwarded-For", "203.0.113.7"));
            using var forged = await browser.SendAsync("GET", "/sign-in", null, ("X-Forwarded-For", "127.0.0.1, 203.0.113.7"));
            using var near = await browser.SendAsync(
                "GET", "/sign-in", null, ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "localhost:5080"));

            (far.StatusCode, forged.StatusCode, near.StatusCode).Should()
                .Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK));
        }
        finally
        {
            await proxied.DisposeAsync();
        }
    }

    [Fact]
    public async Task Configuration_OpensSignInToEveryMachine()
    {
        var open = new ListeningServer { Settings = [("Auth:DemoSignInFromAnywhere", "true")] };
        await open.InitializeAsync();
        try
        {
            using var browser = new TestBrowser(open.Address);
            using var page = await browser.SendAsync(
                "GET", "/sign-in", null, ("X-Forwarded-For", "203.0.113.7"), ("Host", "sharing.example.com"));

            page.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        finally
        {
            await open.DisposeAsync();
        }
    }
}
