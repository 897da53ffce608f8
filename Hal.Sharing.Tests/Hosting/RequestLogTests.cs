using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The log has one line per write of a caller. Other requests, and above all refused ones, cannot fill it.</summary>
public sealed class RequestLogTests(SharingServer server) : IClassFixture<SharingServer>, IDisposable
{
    private const string Category = "Hal.Sharing.Requests";
    private static readonly string Expired = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo);

    private readonly LogCollector _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task RequestOfCaller_IsOneLine()
    {
        var token = TestIssuer.BuiltIn.Token("admin");
        using var client = Client(("PathBase", "/sharing")).WithBearer(token);

        using var response = await client.SendAsync("PUT", "/sharing/api/integrations/abc-123/shares/user:coach");

        var line = _log.Lines.Should().ContainSingle().Which;
        line.Category.Should().Be(Category);
        line.Level.Should().Be(LogLevel.Information);
        line.Values.Should().Contain("Caller", "admin").And.Contain("Method", "PUT")
            .And.Contain("Path", "/sharing/api/integrations/abc-123/shares/user:coach").And.Contain("Status", (int)response.StatusCode);
        line.Values["Duration"].Should().BeOfType<double>().Which.Should().BePositive();
        line.Values["TraceId"].Should().BeOfType<string>().Which.Should().MatchRegex("^[0-9a-f]{32}$");
        line.Message.Should().StartWith("admin PUT /sharing/api/integrations/abc-123/shares/user:coach 20").And.NotContain(token);
    }

    [Fact]
    public async Task DelegatedToken_IsLoggedWithParty()
    {
        using var client = Debug().WithBearer(TestTokens.ActedFor("junior", "coach", "data:read"));

        using var response = await client.GetAsync("/api/users/nobody?q=confidential");

        var line = _log.Lines.Should().ContainSingle().Which;
        line.Values.Should().Contain("Caller", "junior via coach");
        line.Message.Should().NotContain("confidential");
    }

    [Theory]
    [InlineData("GET", "/api/integrations/never-used", 404)]
    [InlineData("POST", "/api/integrations", 406)]
    [InlineData("DELETE", "/api/users/jdoe", 403)]
    public async Task RefusedRequestOfCaller_IsLoggedAtDebug(string method, string path, int status)
    {
        (string, string)[] headers = status == 406 ? [("Accept", "image/png")] : [];
        using var quiet = Client().WithBearer(TestIssuer.BuiltIn.Token("bwong"));
        using var first = await quiet.SendAsync(method, path, headers);
        _log.Lines.Should().BeEmpty();

        using var client = Debug().WithBearer(TestIssuer.BuiltIn.Token("bwong"));
        using var second = await client.SendAsync(method, path, headers);

        _log.Lines.Should().ContainSingle().Which.Values.Should().Contain("Status", status).And.Contain("Caller", "bwong");
    }

    [Fact]
    public async Task RequestsWithoutAccount_AreNotLogged()
    {
        using var client = Client();
        (string, string)[][] credentials =
        [
            [], [("Authorization", "Bearer nonsense")], [("Authorization", $"Bearer {Expired}")], [("Cookie", $"token={Expired}")],
            [("Authorization", "Basic bm9ib2R5Om5vdGhpbmc=")],
            [("Authorization", $"Bearer {TestTokens.ActedFor("admin", "coach", "data:read")}")],
        ];
        foreach (var path in new[] { "/", "/nowhere", "/rels", "/api", "/api/users", "/api/nowhere", "/authorizations" })
        {
            foreach (var credential in credentials)
            {
                using var response = await client.GetAsync(path, credential);
            }
        }

        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task SuccessfulReads_AreLoggedAtDebug()
    {
        using var quiet = Client().WithBearer(TestIssuer.BuiltIn.Token("admin"));
        using var first = await quiet.GetAsync("/api/users/me");
        _log.Lines.Should().BeEmpty();

        using var client = Debug().WithBearer(TestIssuer.BuiltIn.Token("admin"));
        using var second = await client.GetAsync("/api/users/me");

        _log.Lines.Should().ContainSingle().Which.Values.Should().Contain("Caller", "admin").And.Contain("Status", 200);
    }

    [Fact]
    public async Task RequestsWithoutAccount_AreLoggedAtDebug()
    {
        using var client = Debug();

        using var response = await client.GetAsync("/api/users");

        var line = _log.Lines.Should().ContainSingle().Which;
        line.Level.Should().Be(LogLevel.Debug);
        line.Values.Should().Contain("Caller", "-").And.Contain("Status", 401);
    }

    [Fact]
    public async Task Log_CanBeTurnedOff()
    {
        using var client = Client(($"Logging:LogLevel:{Category}", "None")).WithBearer(TestIssuer.BuiltIn.Token("admin"));

        using var response = await client.SendAsync("PUT", "/api/integrations/abc-123/shares/user:coach");

        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task HealthChecks_AreNotLogged()
    {
        using var client = Client(($"Logging:LogLevel:{Category}", "Trace")).WithBearer(TestIssuer.BuiltIn.Token("admin"));

        using var live = await client.GetAsync("/health/live");
        using var ready = await client.GetAsync("/health/ready");

        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Path_ForgesNoLine_AndIsTruncated()
    {
        using var client = Debug().WithBearer(TestIssuer.BuiltIn.Token("admin"));

        using var response = await client.GetAsync($"/api/integrations/x%0Ainfo:%1B%E2%80%AE{new string('x', 1000)}");

        var path = _log.Lines.Should().ContainSingle().Which.Values["Path"].Should().BeOfType<string>().Which;
        path.Should().StartWith("/api/integrations/x%0Ainfo:%1B%E2%80%AExx").And.EndWith("…").And.MatchRegex("^[!-~]+…$");
        path.Length.Should().BeLessThan(260);
    }

    [Fact]
    public async Task InProduction_FrameworkLogsNoRequests()
    {
        await using var app = HostingSetup.CreateBuilder(["--environment=Production"]).Build();
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();

        string[] categories =
        [
            "Microsoft.AspNetCore.Hosting.Diagnostics",
            "Microsoft.AspNetCore.Routing.EndpointMiddleware",
            "Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker",
            "Hal.Sharing.Api.Auth.CallerAuthenticationHandler",
        ];
        foreach (var category in categories)
            loggers.CreateLogger(category).IsEnabled(LogLevel.Information).Should().BeFalse(category);
        loggers.CreateLogger(Category).IsEnabled(LogLevel.Information).Should().BeTrue();
        loggers.CreateLogger("Microsoft.Hosting.Lifetime").IsEnabled(LogLevel.Information).Should().BeTrue();
    }

    private HttpClient Debug() => Client(($"Logging:LogLevel:{Category}", "Debug"));

    /// <summary>Returns a client of a server whose log the test reads, from its first request on.</summary>
    private HttpClient Client(params (string Key, string Value)[] settings)
    {
        var client = server.CreateClient(
            services => services.AddLogging(
            logging => logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Information)), settings);
        _log.Clear();
        return client;
    }
}
