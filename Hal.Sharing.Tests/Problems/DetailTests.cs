using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Problems;

/// <summary>The details of problems after common mistakes.</summary>
public sealed class DetailTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [Theory]
    [InlineData("GET", "bwong")]
    [InlineData("PUT", "bwong")]
    [InlineData("DELETE", "bwong")]
    [InlineData("PUT", "users:bwong")]
    [InlineData("PUT", "User:bwong")]
    [InlineData("PUT", "group:eng")]
    public async Task InvalidPrincipalId_GetsAnExplanation(string method, string principal) =>
        (await RefusalAsync(method, $"/api/integrations/abc-123/shares/{principal}")).Should().Be(
            (404, $"There is no principal '{principal}'; a principal ID is user:<userId> or team:<teamId>, such as user:jdoe."));

    [Theory]
    [InlineData("PUT", "/api/integrations/abc-123/shares/", "principalId")]
    [InlineData("DELETE", "/api/integrations/abc-123/shares/", "principalId")]
    [InlineData("PUT", "/api/users/", "id")]
    [InlineData("DELETE", "/api/teams/analytics/members/", "userId")]
    public async Task EmptyLastSegment_IsNamed(string method, string path, string name)
    {
        var (status, detail) = await RefusalAsync(method, path);

        status.Should().Be(405);
        detail.Should().EndWith($"{method} requires {name} at the end of the address, where it is empty.");
    }

    [Fact]
    public async Task MethodThatNoPathBelowSupports_NamesNoSegment() =>
        (await RefusalAsync("PATCH", "/api/users/")).Should().Be((405, "PATCH is not supported here; use GET, HEAD, OPTIONS, POST."));

    [Theory]
    [InlineData("/api/integrations/ABC-123")]
    [InlineData("/api/integrations/never-used")]
    [InlineData("/api/integrations/abc-123/shares/user:JDOE")]
    [InlineData("/api/integrations/ABC-123/shares")]
    [InlineData("/api/integrations/ABC-123/owner")]
    [InlineData("/api/users/JDOE")]
    [InlineData("/api/teams/Analytics")]
    [InlineData("/api/teams/Analytics/members")]
    [InlineData("/api/teams/analytics/members/JDOE")]
    [InlineData("/api/clients/X")]
    [InlineData("/api/v1/teams/Analytics/users")]
    public async Task AbsentResource_GetsHintAboutCase(string path)
    {
        var (status, detail) = await RefusalAsync("GET", path);

        status.Should().Be(404);
        detail.Should().Contain("IDs are case-sensitive");
    }

    [Theory]
    [InlineData("PUT", "/api/integrations/abc-123/owner", """{"userId": "JDOE"}""")]
    [InlineData("PUT", "/api/integrations/abc-123/owner", """{"teamId": "Analytics"}""")]
    [InlineData("POST", "/api/integrations/abc-123/shares", """{"principalId": "user:JDOE"}""")]
    [InlineData("POST", "/api/teams/analytics/members", """{"userId": "JDOE", "role": "member"}""")]
    public async Task UnknownPrincipalInBody_GetsHintAboutCase(string method, string path, string body)
    {
        var (status, detail) = await RefusalAsync(method, path, body);

        status.Should().Be(422);
        detail.Should().Contain("IDs are case-sensitive");
    }

    [Theory]
    [InlineData("bwong", "wh-001", "PUT", "shares/user:coach", """{"accessLevel": 1}""", 2,
        "You have level 2 (edit); sharing requires level 3 (admin) or the role publisher in the owning team."
        + " You lack the permission integration:share; ask the owner, team:analytics.")]
    [InlineData("asmith", "abc-123", "POST", "shares", """{"principalId": "user:coach"}""", 1,
        "You have level 1 (view); sharing requires level 3 (admin) or the role publisher in the owning team."
        + " You lack the permission integration:share; ask the owner, user:admin.")]
    [InlineData("bwong", "wh-001", "DELETE", "shares/user:bwong", null, 2,
        "You have level 2 (edit); sharing requires level 3 (admin) or the role publisher in the owning team."
        + " You lack the permission integration:share; ask the owner, team:analytics.")]
    [InlineData("bwong", "wh-001", "PUT", "owner", """{"userId": "bwong"}""", 2,
        "You have level 2 (edit); changing the owner or the slug requires 3 (admin)."
        + " You lack the permission integration:changeOwner; ask the owner, team:analytics.")]
    [InlineData("asmith", "abc-123", "PUT", "", """{"name": "x"}""", 1,
        "You have level 1 (view); changing the integration requires 2 (edit)."
        + " You lack the permission integration:write; ask the owner, user:admin.")]
    [InlineData("bwong", "wh-001", "PUT", "", """{"name": "Warehouse", "slug": "other"}""", 2,
        "You have level 2 (edit); changing the owner or the slug requires 3 (admin)."
        + " You lack the permission integration:changeOwner; ask the owner, team:analytics.")]
    [InlineData("jdoe", "abc-123", "DELETE", "", null, 3,
        "You have level 3 (admin); only the owner or an admin of the owning team can delete the integration."
        + " You lack the permission integration:delete; ask the owner, user:admin.")]
    public async Task Refusal_NamesTheLevelOfTheCaller(
        string caller, string id, string method, string below, string? body, int level, string detail)
    {
        var answer = await SendAsync(method, $"/api/integrations/{id}/{below}".TrimEnd('/'), body, caller);

        answer.Status.Should().Be(403);
        answer.Json().GetProperty("detail").GetString().Should().Be(detail);
        answer.Json().GetProperty("level").GetInt32().Should().Be(level);
    }

    private async Task<(int, string?)> RefusalAsync(string method, string path, string? body = null)
    {
        var answer = await SendAsync(method, path, body, "admin");
        return (answer.Status, answer.Json().GetProperty("detail").GetString());
    }

    private Task<RawAnswer> SendAsync(string method, string path, string? body, string caller) =>
        server.SendAsync(new RawRequest(method, path)
    {
        As = caller,
        Body = body is null ? null : Encoding.UTF8.GetBytes(body),
        ContentType = body is null ? null : "application/json",
    });
}
