using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Unknown and duplicate query parameters, and unusual values that are valid.</summary>
public sealed class QueryTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    [Fact]
    public Task UnknownParameters() => AllAreRefusedAsync(
    [
        Get("/api/integrations?page=2", "page: Unknown parameter 'page'; the known parameters are q, access, limit, after."),
        Get("/api/integrations?search=sales", "the known parameters are q, access, limit, after"),
        Get("/api/integrations?Q=sales", "Unknown parameter 'Q'"),
        Get("/api/integrations?q=a&LIMIT=1", "Unknown parameter 'LIMIT'"),
        Get("/api/integrations?page=2&sort=name", "sort: Unknown parameter 'sort'"),
        Get("/api/integrations?=1", "Unknown parameter ''"),
        Get("/api/integrations?%00=1", "Unknown parameter"),
        Get($"/api/integrations?{new string('x', 3000)}=1", "…'; the known parameters are"),
        Get("/api/integrations/abc-123?q=x", "Unknown parameter 'q'; this operation has no parameters."),
        Get("/api/integrations/abc-123/shares?q=x", "the known parameters are at, limit, after"),
        Get("/api/integrations/abc-123/shares/user:jdoe?limit=1", "the only parameter is at."),
        Get("/api/integrations/abc-123/owner?x", "the only parameter is at."),
        Get("/api/principals?access=owned", "the known parameters are q, type, limit, after"),
        Get("/api/principals/options?limit=5", "the known parameters are q, type."),
        Get("/api/users?type=user", "the known parameters are q, limit, after"),
        Get("/api/users/me?q=x", "this operation has no parameters"),
        Get("/api/teams?name=x", "the known parameters are q, limit, after"),
        Get("/api/teams/analytics/members?q=x", "the known parameters are limit, after"),
        Get("/api/clients?q=x", "the known parameters are limit, after"),
        Get("/api?q=x", "this operation has no parameters"),
        new Bad(new RawRequest("HEAD", "/api/users?page=1"), 400, "invalid-request"),
        new Bad(new RawRequest("OPTIONS", "/api/users?page=1"), 400, "invalid-request", "Unknown parameter 'page'"),
        new Bad(new RawRequest("PUT", "/api/integrations/abc-123/shares/user:jdoe?accessLevel=2").WithJson("{}"), 400, "invalid-request",
            "Unknown parameter 'accessLevel'"),
        new Bad(new RawRequest("POST", "/api/teams?name=x").WithJson("""{"name": "x"}"""), 400, "invalid-request",
            "Unknown parameter 'name'"),
        new Bad(new RawRequest("DELETE", "/api/integrations/abc-123?force=true"), 400, "invalid-request", "Unknown parameter 'force'"),
    ]);

    [Fact]
    public Task DuplicatedParameters() => AllAreRefusedAsync(
    [
        Get("/api/integrations?limit=1&limit=2", "limit: limit is sent 2 times; send it once."),
        Get("/api/integrations?q=google&q=warehouse", "q is sent 2 times"),
        Get("/api/integrations?q=google&Q=warehouse", "Unknown parameter 'Q'"),
        Get("/api/principals?type=team&type=team&type=user", "type is sent 3 times"),
        Get("/api/integrations/abc-123/shares?after=x&after=x", "after is sent 2 times"),
    ]);

    [Theory]
    [InlineData("GET", "/api/v1/teams/?page=2", "page extra_forbidden Unknown parameter 'page'; this operation has no parameters.")]
    [InlineData("GET", "/api/v1/teams/authorized?role=owner",
        "role extra_forbidden Unknown parameter 'role'; this operation has no parameters.")]
    [InlineData("GET", "/api/v1/teams/coaching/users?q=a", "q extra_forbidden Unknown parameter 'q'; the only parameter is name.")]
    [InlineData("GET", "/api/v1/teams/coaching/users?Name=a",
        "Name extra_forbidden Unknown parameter 'Name'; the only parameter is name.")]
    [InlineData("GET", "/api/v1/teams/coaching/users?name=a&name=b", "name value_error name is sent 2 times; send it once.")]
    [InlineData("DELETE", "/api/v1/teams/coaching/authorize?force=1",
        "force extra_forbidden Unknown parameter 'force'; this operation has no parameters.")]
    public async Task TeamsApi_UsesItsOwnFormat(string method, string target, string fault)
    {
        var answer = await Server.SendAsync(new RawRequest(method, target) { As = "coach" });

        answer.Status.Should().Be(422, answer.Text);
        var error = answer.Json().GetProperty("detail").EnumerateArray().Should().ContainSingle().Subject;
        error.GetProperty("loc")[0].GetString().Should().Be("query");
        $"{error.GetProperty("loc")[1]} {error.GetProperty("type")} {error.GetProperty("msg")}".Should().Be(fault);
    }

    [Theory]
    [InlineData("/rels?x=1")]
    [InlineData("/rels/inf/share?x=1&x=2")]
    [InlineData("/problems/not-found?x=1")]
    [InlineData("/schemas/1/share?v=2")]
    [InlineData("/openapi/stories.json?v=2")]
    [InlineData("/openapi/v1.json?v=2")]
    [InlineData("/.well-known/jwks.json?v=2")]
    [InlineData("/sign-in?provider=x")]
    [InlineData("/health/live?x=1")]
    public async Task PagesAndFiles_AcceptAnyParameter(string target) =>
        (await Server.SendAsync(new RawRequest("GET", target) { As = null })).Status.Should().Be(200);

    [Fact]
    public Task FaultsOfTokenAndMediaType_PrecedeTheQuery_AbsenceFollows() => AllAreRefusedAsync(
    [
        new Bad(new RawRequest("GET", "/api/integrations?page=1") { As = null }, 401, "unauthorized"),
        new Bad(new RawRequest("GET", "/api/integrations?page=1").With("Accept: text/html"), 406, "not-acceptable"),
        new Bad(new RawRequest("PUT", "/api/integrations/abc-123?page=1") { Body = "{}"u8.ToArray(), ContentType = "text/plain" }, 415,
            "unsupported-media-type"),
        new Bad(new RawRequest("GET", "/api/integrations/never-used?page=1"), 400, "invalid-request", "Unknown parameter 'page'"),
    ]);

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%5C")]
    [InlineData("%25%25")]
    [InlineData("Sales_orce")]
    [InlineData("S%25e")]
    [InlineData("'")]
    [InlineData("%27%20or%20true%20--")]
    [InlineData("%5C%25")]
    [InlineData("$1")]
    [InlineData("@pattern")]
    [InlineData("%ff")]
    [InlineData("%ED%A0%80")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%E2%80%8F")]
    [InlineData("%1F")]
    public async Task SearchText_IsTakenLiterally(string q)
    {
        foreach (var path in new[] { "/api/integrations", "/api/principals", "/api/users", "/api/teams" })
        {
            var answer = await Server.SendAsync(new RawRequest("GET", $"{path}?q={q}"));

            answer.Status.Should().Be(200, "{0}", answer.Text);
            answer.Json().GetProperty("count").GetInt32().Should().Be(0, "nothing in the demo data contains it");
        }
        (await Server.SendAsync(new RawRequest("GET", $"/api/principals/options?q={q}"))).Text.Should().Be("[]");
    }

    [Theory]
    [InlineData("/api/integrations?q=SALESFORCE", 1)]
    [InlineData("/api/integrations?q=-", 1)]
    [InlineData("/api/integrations?q=%20", 3)]
    [InlineData("/api/integrations?q=&access=&limit=&after=", 3)]
    [InlineData("/api/integrations?&&&=&", 3)]
    [InlineData("/api/principals?q=JDOE", 1)]
    public async Task UnusualQuery_IsRead(string target, int count)
    {
        var answer = await Server.SendAsync(new RawRequest("GET", target));

        answer.Status.Should().Be(200, "{0}", answer.Text);
        answer.Json().GetProperty("count").GetInt32().Should().Be(count);
    }

    private static Bad Get(string target, string says) => new(new RawRequest("GET", target), 400, "invalid-request", says);
}
