using System.Text;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>A resource that a caller cannot read gets exactly the same responses as one that never existed.</summary>
public sealed class HiddenTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private static readonly string[] Bodies =
    [
        "", "{}", """{"name":"x"}""", """{"name":"x","slug":"warehouse"}""",
        """{"userId":"outsider"}""", """{"userId":"nobody"}""", """{"teamId":"analytics"}""", """{"principalId":"user:jdoe"}""",
        """{"accessLevel":2}""", """{"accessLevel":0}""", "[",
    ];

    public static TheoryData<string, string> Names => new()
    {
        { "abc-123", "zzz-999" }, { "salesforce", "salesfarce" }, { "gd-001", "gd-000" },
        { "google-drive-engineering", "google-drive-engineerinx" }, { "wh-001", "wh-999" }, { "warehouse", "warehomse" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HiddenIntegration_EqualsAbsentIntegration(string hidden, string unused)
    {
        var before = await server.DigestAsync();
        foreach (var request in Requests("{id}"))
        {
            var (theHidden, theAbsent) = (await SendAsync(request, "{id}", hidden), await SendAsync(request, "{id}", unused));

            theHidden.Should().Be(theAbsent, "{0} must not reveal it", request);
            theHidden.Should().StartWith("4");
        }
        (await server.DigestAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData("GET", "/api/users/{id}", null)]
    [InlineData("PUT", "/api/integrations/{own}/shares/user:{id}", "{}")]
    [InlineData("GET", "/api/integrations/{own}/shares/user:{id}", null)]
    [InlineData("DELETE", "/api/integrations/{own}/shares/user:{id}", null)]
    [InlineData("POST", "/api/integrations/{own}/shares", """{"principalId":"user:{id}"}""")]
    [InlineData("PUT", "/api/integrations/{own}/owner", """{"userId":"{id}"}""")]
    [InlineData("PUT", "/api/integrations/{own}/owner", """{"principalId":"user:{id}"}""")]
    [InlineData("GET", "/api/principals?q={id}", null)]
    [InlineData("GET", "/api/principals/options?q={id}", null)]
    public async Task HiddenUser_EqualsAbsentUser(string method, string path, string? body)
    {
        var created = await server.SendAsync(
            new RawRequest("POST", "/api/integrations") { As = "outsider" }.WithJson("""{"name":"Own"}"""));
        created.Status.Should().Be(201);
        var request = new RawRequest(
            method, path.Replace("{own}", created.Json().GetProperty("id").GetString(), StringComparison.Ordinal)) { As = "outsider" };
        request = body is null ? request : request.WithJson(body);

        var (theHidden, theAbsent) = (await SendAsync(request, "{id}", "junior"), await SendAsync(request, "{id}", "jumbor"));

        theHidden.Should().Be(theAbsent, "managed users are visible only to related callers");
    }

    [Fact]
    public async Task ListsAndSearches_CountNothingHidden()
    {
        foreach (var target in new[] { "/api/integrations?access=owned", "/api/integrations?access=shared", "/api/integrations?q=google",
            "/api/integrations?limit=1&q=ware" })
        {
            var answer = await server.SendAsync(new RawRequest("GET", target) { As = "coach" });

            answer.Json().GetProperty("count").GetInt32().Should().Be(0);
            answer.Json().GetProperty("total").GetInt32().Should().Be(0);
        }
    }

    [Theory]
    [InlineData("bwong", "PUT", "/api/integrations/abc-123/shares/team:coaching", "{}", "integration:share", "user:admin")]
    [InlineData("asmith", "PUT", "/api/integrations/salesforce/shares/team:coaching", "{}", "integration:share", "user:admin")]
    [InlineData("asmith", "DELETE", "/api/integrations/abc-123/shares/user:jdoe", null, "integration:share", "user:admin")]
    [InlineData("asmith", "POST", "/api/integrations/abc-123/shares", """{"principalId":"user:coach"}""", "integration:share",
        "user:admin")]
    [InlineData("asmith", "POST", "/api/integrations/abc-123/shares", """{"principalId":"user:nobody"}""", "integration:share",
        "user:admin")]
    [InlineData("asmith", "PUT", "/api/integrations/abc-123/owner", """{"userId":"asmith"}""", "integration:changeOwner", "user:admin")]
    [InlineData("asmith", "PUT", "/api/integrations/abc-123/owner", """{"userId":"nobody"}""", "integration:changeOwner", "user:admin")]
    [InlineData("jdoe", "PUT", "/api/integrations/abc-123/owner", """{"teamId":"coaching"}""", "integration:changeOwnerToTeam",
        "user:admin")]
    [InlineData("asmith", "PUT", "/api/integrations/abc-123", """{"name":"x"}""", "integration:write", "user:admin")]
    [InlineData("jdoe", "DELETE", "/api/integrations/abc-123", null, "integration:delete", "user:admin")]
    [InlineData("bwong", "PUT", "/api/integrations/wh-001", """{"name":"Warehouse","slug":"other"}""", "integration:changeOwner",
        "team:analytics")]
    [InlineData("jdoe", "PUT", "/api/integrations/wh-001/shares/team:coaching", "{}", "integration:share", "team:analytics")]
    public async Task Forbidden_NamesThePermissionAndTheOwner_AndNoOneElse(
        string caller, string method, string path, string? body, string permission, string owner)
    {
        var request = new RawRequest(method, path) { As = caller };

        var answer = await server.SendAsync(body is null ? request : request.WithJson(body));

        answer.Status.Should().Be(403, "{0}", answer.Text);
        var problem = answer.Json();
        problem.EnumerateObject().Select(member => member.Name)
            .Should().Equal("type", "title", "status", "detail", "instance", "traceId", "permission", "owner", "level", "_links");
        problem.GetProperty("permission").GetString().Should().Be(permission);
        problem.GetProperty("owner").GetString().Should().Be(owner);
        // An admin of the target team, not the owner, can give the role that a transfer to that team requires.
        string[] named = permission == Permission.ChangeOwnerToTeam ? ["dataWizard", "ask an admin of that team"] : [permission, owner];
        problem.GetProperty("detail").GetString().Should().ContainAll(named);
        // The names of a level and of a role are not IDs of users.
        var said = new[] { path, owner, $"/access/user:{caller}", "3 (admin)", "an admin of the owning team", "an admin of that team" }
            .Aggregate(answer.Text, (text, known) => text.Replace(known, "", StringComparison.Ordinal));
        said.Should().NotContainAny(
            "admin", "jdoe", "asmith", "bwong", "coach", "junior", "outsider", "analytics", "engineering", "John", "Alice", "Bob");
    }

    /// <summary>Returns requests for everything below an integration, by a caller without access.</summary>
    private static IEnumerable<RawRequest> Requests(string id)
    {
        string[] paths = ["", "/shares", "/shares?limit=1", "/shares?limit=0", "/shares/user:jdoe", "/shares/team:analytics",
            "/shares/user:nobody", "/shares/%20", "/owner"];
        foreach (var path in paths)
        {
            foreach (var method in new[] { "GET", "PUT", "DELETE", "POST", "PATCH", "HEAD", "OPTIONS" })
            {
                var request = new RawRequest(method, $"/api/integrations/{id}{path}") { As = "outsider" };
                yield return request;
                yield return request.With("If-Match: \"x\"", "If-None-Match: *");
                yield return request.With("Accept: application/json");
                if (method is "PUT" or "POST")
                    foreach (var body in Bodies)
                        yield return request.WithJson(body);
            }
        }
    }

    /// <summary>Returns the whole response as text, without the parts that must differ.</summary>
    private async Task<string> SendAsync(RawRequest request, string placeholder, string id)
    {
        return Comparable(await server.SendAsync(request with
        {
            Target = request.Target.Replace(placeholder, id, StringComparison.Ordinal),
            Body = request.Body is null ? null
                : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request.Body).Replace(placeholder, id, StringComparison.Ordinal)),
        }), id);
    }

    /// <summary>Returns the whole response as text, without the ID and the parts that must differ.</summary>
    internal static string Comparable(RawAnswer answer, string id)
    {
        var text = answer.Text.Replace(id, "{id}", StringComparison.Ordinal);
        if (answer.Header("content-type") == "application/problem+json" && answer.Body.Length > 0)
            text = text.Replace(answer.Json().GetProperty("traceId").GetString()!, "", StringComparison.Ordinal);
        // The entity tag depends on the whole document, and so on the requested ID.
        var headers = answer.Headers.Where(header => header.Name is not ("date" or "etag" or "ratelimit"))
            .Select(header => $"{header.Name}: {header.Value}");
        return $"{answer.Status}\n{string.Join('\n', headers)}\n{text}";
    }
}
