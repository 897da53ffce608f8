using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>IDs that no resource has, paths that do not exist, and invalid queries.</summary>
public sealed class BadAddressTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private static readonly string[] Strange =
    [
        "never-used", "ABC-123", "Salesforce", "abc-123%20", "%20", "%09", "%0A", "abc-123%0A", "a%2Fb", "abc-123%2Fshares", "%2F", "%5C",
        "%2e%2e%2f", "...", "%ff", "%C0%80", "%ED%A0%80", "%F0%9F%98%80",
        "%E2%80%AE321-cba", "%E2%80%8Fabc-123", "%EF%BB%BFabc-123", "a%CC%8A", "me", "options", "null", "undefined", "%7Bid%7D", "{id}",
        "'", "%22", "';drop%20table%20shares;--", "%25", "%2525", "*", "_______",
        "abc%2D12", "~", "a;b=c", "a,b", "$1", "@name", "%40name", "%3Cscript%3E", "<script>", "abc-123.json", "%C3%A4", new('x', 129),
        new('9', 2000), "user:admin", "a%zz", "%", "%2", "%u0041",
    ];

    [Fact]
    public Task UnknownIntegrations() => AllAreRefusedAsync(
    [
        .. from id in Strange
           from request in new RawRequest[]
           {
               new("GET", $"/api/integrations/{id}"),
               new RawRequest("PUT", $"/api/integrations/{id}").WithJson("""{"name": "x"}"""),
               new("DELETE", $"/api/integrations/{id}"),
               new("GET", $"/api/integrations/{id}/shares"),
               new RawRequest("POST", $"/api/integrations/{id}/shares").WithJson("""{"principalId": "user:jdoe"}"""),
               new("GET", $"/api/integrations/{id}/shares/user:jdoe"),
               new("PUT", $"/api/integrations/{id}/shares/user:jdoe"),
               new("DELETE", $"/api/integrations/{id}/shares/user:jdoe"),
               new("GET", $"/api/integrations/{id}/owner"),
               new RawRequest("PUT", $"/api/integrations/{id}/owner").WithJson("""{"userId": "jdoe"}"""),
           }
           select new Bad(request, 404, "not-found"),
    ]);

    [Fact]
    public Task UnknownPrincipals() => AllAreRefusedAsync(
    [
        .. from id in Strange.Where(id => id is not "user:admin").SelectMany(id => new[] { id, $"user:{id}", $"team:{id}" })
               .Concat(["user:", "team:", "User:jdoe", "user:JDOE", "user:user:jdoe", "client:coach", "user%20jdoe", "jdoe", "team:jdoe",
                   "user:analytics"])
           from request in new RawRequest[]
           {
               new("GET", $"/api/integrations/abc-123/shares/{id}"),
               new RawRequest("PUT", $"/api/integrations/abc-123/shares/{id}").WithJson("""{"accessLevel": 1}"""),
               new("DELETE", $"/api/integrations/abc-123/shares/{id}"),
           }
           select new Bad(request, 404, "not-found"),
        .. from id in Strange.Where(id => id is not "me")
           from request in new RawRequest[]
           {
               new("GET", $"/api/users/{id}"), new RawRequest("PUT", $"/api/users/{id}").WithJson("""{"displayName": "x"}"""),
               new("DELETE", $"/api/users/{id}"),
               new("GET", $"/api/teams/{id}"), new RawRequest("PUT", $"/api/teams/{id}").WithJson("""{"name": "x"}"""),
               new("DELETE", $"/api/teams/{id}"),
               new("GET", $"/api/teams/{id}/members"),
               new RawRequest("POST", $"/api/teams/{id}/members").WithJson("""{"userId": "jdoe", "role": "member"}"""),
               new("GET", $"/api/teams/analytics/members/{id}"),
               new RawRequest("PUT", $"/api/teams/analytics/members/{id}").WithJson("""{"role": "member"}"""),
               new("DELETE", $"/api/teams/analytics/members/{id}"),
               new("GET", $"/api/clients/{id}"), new RawRequest("PUT", $"/api/clients/{id}").WithJson("{}"),
               new("DELETE", $"/api/clients/{id}"),
           }
           select new Bad(request, 404, "not-found"),
    ]);

    [Fact]
    public Task UnknownPaths() => AllAreRefusedAsync(
    [
        .. from path in new[]
           {
               "/ap", "/API/x", "/api/x", "/api/integrations/abc-123/x", "/api/integrations/abc-123/shares/user:jdoe/x",
               "/api/integrations//shares", "/api/integrations/abc-123/owner/x",
               "/api/users/me/x", "/problems/x", "/rels/inf/x", "/x%2Fy", "/api/../x", "/api/%2e%2e/x", "/favicon.png",
               "/wwwroot/pages.css", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/pages.css%00",
           }
           where !path.Contains("%00", StringComparison.Ordinal)
           select new Bad(new RawRequest("GET", path), 404, "not-found"),
        .. from path in new[] { "/api/%00", "/api/integrations/%00", "/api/integrations/abc-123%00",
            "/api/integrations/abc-123/shares/user:jdoe%00" }
           select new Bad(new RawRequest("GET", path), 400, null) { IsBare = true },
        .. from path in new[] { $"/api/integrations/{new string('x', 10_000)}", $"/api/integrations?q={new string('x', 10_000)}" }
           select new Bad(new RawRequest("GET", path), 414, null) { IsBare = true },
        new Bad(new RawRequest("GET", "/api/\u0001"), 404, "not-found"),
        new Bad(new RawRequest("GET", "api"), 405, null) { IsBare = true },
        .. from target in new[] { "", "//x y", "/a b" } select new Bad(new RawRequest("GET", target), 400, null) { IsBare = true },
    ]);

    [Fact]
    public Task Pages() => AllAreRefusedAsync(
    [
        .. from path in new[] { "/api/integrations", "/api/integrations/abc-123/shares", "/api/principals", "/api/users", "/api/teams",
            "/api/teams/analytics/members" }
           from row in new (string Query, string Says)[]
           {
               ("limit=0", "limit is '0'"), ("limit=-1", "limit is '-1'"), ("limit=1001", "from 1 to 1000"),
               ("limit=1.5", "limit is '1.5'"), ("limit=1e1", "limit"), ("limit=x", "limit"),
               ("limit=%201", "limit"), ("limit=2147483648", "limit"), ("limit=99999999999999999999", "limit"), ("limit=%00", "limit"),
               ("limit=%FF", "limit"), ("limit=1%3B", "limit"), ("limit=true", "limit"),
               ("limit=%D9%A1", "limit"), ("limit=%2B1", "limit"), ("limit=0x1", "limit"),
               ("after=x", "not a cursor of this query"), ("after=%00", "after"), ("after=AAAAAAAAAAAAAAAA", "after"),
               ("after=AAAAAAAA", "after"), ("after=%20", "after"), ($"after={new string('A', 5000)}", "after"),
               ("after=%F0%9F%98%80", "after"), ("after=====", "after"), ("limit=x&after=y", "limit"), ("after=dXNlcjpqZG9l", "after"),
               ("after=%ED%A0%80", "after"),
           }
           select new Bad(new RawRequest("GET", $"{path}?{row.Query}"), 400, "invalid-request", row.Says),
    ]);

    [Fact]
    public Task Filters() => AllAreRefusedAsync(
    [
        .. from row in new (string Target, string Says)[]
           {
               ("/api/integrations?access=x", "send owned or shared"), ("/api/integrations?access=Owned", "access is 'Owned'"),
               ("/api/integrations?access=owned,shared", "access"), ("/api/integrations?access=%00", "access"),
               ("/api/integrations?q=%00", "U+0000"), ("/api/integrations?q=a%00b&access=owned", "q has the character U+0000"),
               ("/api/principals?q=%00", "U+0000"), ("/api/principals/options?q=%00", "U+0000"), ("/api/users?q=%00", "U+0000"),
               ("/api/teams?q=%00", "U+0000"),
               ("/api/principals?type=x", "send user or team"), ("/api/principals?type=User", "type is 'User'"),
               ("/api/principals?type=%00", "type"), ("/api/principals/options?type=users", "type is 'users'"),
               ("/api/integrations?q=%00&access=x&limit=0&after=x", "access"),
               ("/api/integrations?access=%F0%9F%98%80", "access is '😀'"),
           }
           select new Bad(new RawRequest("GET", row.Target), 400, "invalid-request", row.Says),
    ]);

    [Fact]
    public async Task ForgedCursor_IsRefused()
    {
        // The digest of a cursor is not secret: a reader of the source can compute it for any ID.
        foreach (var id in new[] { "\0", "user:\0", "a\0b" })
        {
            foreach (var path in new[] { "/api/integrations/abc-123/shares", "/api/integrations", "/api/principals" })
            {
                var binding = path switch
                {
                    "/api/integrations" => $"{path}\nq=\naccess=",
                    "/api/principals" => $"{path}\nq=\ntype=",
                    _ => path,
                };
                var cursor = Api.Links.Cursor.Encode(binding, id);

                await AllAreRefusedAsync(
                    [new Bad(new RawRequest("GET", $"{path}?after={cursor}"), 400, "invalid-request", "not a cursor")]);
            }
        }
    }

    [Fact]
    public async Task CursorOfAnotherQuery_IsRefused()
    {
        var cursor = Api.Links.Cursor.Encode("/api/integrations/gd-001/shares", "user:jdoe");

        await AllAreRefusedAsync(
        [
            new Bad(new RawRequest("GET", $"/api/integrations/abc-123/shares?after={cursor}"), 400, "invalid-request", "not a cursor"),
        ]);
    }

    [Theory]
    [InlineData("DELETE", "/api/integrations/never-used", 415)]
    [InlineData("GET", "/api/integrations/never-used", 404)]
    [InlineData("DELETE", "/api/integrations/never-used/shares/user:jdoe", 415)]
    public async Task FormInTheBody_NeverReplacesTheAddress(string method, string path, int status)
    {
        var before = await Server.DigestAsync();
        var form = Encoding.ASCII.GetBytes("id=abc-123&principalId=user:jdoe&q=x&access=owned");

        var answer = await Server.SendAsync(
            new RawRequest(method, path) { Body = form, ContentType = "application/x-www-form-urlencoded" });

        answer.Status.Should().Be(status, "the address names what is meant, not {0}", answer.Text);
        (await Server.DigestAsync()).Should().Equal(before);
    }
}
