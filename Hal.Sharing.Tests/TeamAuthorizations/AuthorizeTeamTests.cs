using System.Net;
using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>The requests by which a delegated token authorizes a team and revokes that.</summary>
public sealed class AuthorizeTeamTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("application/hal+json")]
    public async Task Party_ReplacesGrantedScopes_InTheirOrder(string? accept)
    {
        var user = accept is null ? "replaced-json" : "replaced-hal";
        await stage.AddUserAsync(user, "New User");
        await stage.AuthorizeAsync(stage.Delegated(user), "analytics", """{"scopes": ["admin"]}""");

        await Snapshot.Verify(
            await stage.AuthorizeAsync(
                stage.Delegated(user), "analytics", """{"scopes": ["offline_access", "data:write", "data:read"]}""", accept),
            accept is null ? "json" : "hal");

        (await stage.GrantedAsync(user, "analytics")).Should().Be("data:read data:write offline_access");
        (await stage.RecordAsync(user, "analytics")).Should().Be(
            """
            authorization.put by platform:  -> {"scopes": ["admin"]}
            authorization.put by platform: {"scopes": ["admin"]} -> {"scopes": ["data:read", "data:write", "offline_access"]}
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task SameScopes_InAnyOrder_ChangeAndRecordNothing()
    {
        await stage.AddUserAsync("same", "New User");
        var token = stage.Delegated("same");
        await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["data:read", "openid"]}""");
        var before = await StateAsync();

        var answer = await stage.AuthorizeAsync(
            token, "analytics", """{"scopes": ["openid", "data:read", "openid"], "and": {"so": "on"}}""");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.JsonAsync()).GetProperty("scopes").GetRawText().Should().Be("""["data:read","openid"]""");
        (await StateAsync()).Should().Be(before);

        Task<string> StateAsync() => stage.Data.ScalarAsync<string>(
            "select concat(a.updated_at, a.xmin, (select count(*) from changes)) from team_authorizations a where a.user_id = 'same'");
    }

    [Theory]
    [InlineData("pia", null)]
    [InlineData("pia", "stranger")]
    [InlineData("pia", "unknown")]
    [InlineData("pia", "coach")]
    [InlineData("junior", "coach")]
    [InlineData("jdoe", "platform")]
    [InlineData("admin", null)]
    public async Task TokenThatIsNotDelegated_Gets403_AndChangesNothing(string userId, string? party)
    {
        var token = party is null ? stage.Of(userId) : stage.Delegated(userId, party);
        var recorded = await stage.RecordAsync(userId, "coaching");

        var authorized = await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["data:read"]}""");
        var revoked = await stage.RevokeAsync(token, "coaching");

        authorized.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await authorized.JsonAsync()).GetProperty("detail").GetString().Should().Contain(userId).And.Contain("in the browser");
        revoked.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await stage.GrantedAsync(userId, "analytics")).Should().BeNull();
        (await stage.RecordAsync(userId, "coaching")).Should().Be(recorded);
    }

    [Theory]
    [InlineData("data:read data:write", null, HttpStatusCode.OK)]
    [InlineData("data:write", null, HttpStatusCode.OK)]
    [InlineData("data:read", null, HttpStatusCode.Forbidden)]
    [InlineData("admin", null, HttpStatusCode.Forbidden)]
    [InlineData("data:read data:write", "coaching", HttpStatusCode.Forbidden)]
    public async Task BuiltInToken_IsLimitedToItsScope_AndRefusedForTeam(string scope, string? teamId, HttpStatusCode expected)
    {
        var user = $"acted-{Guid.NewGuid():N}";
        await stage.AddUserAsync(user, "New User");
        await stage.AuthorizeAsync(stage.Delegated(user), "coaching", """{"scopes": ["data:read", "data:write"]}""");
        var token = TeamsApiFixture.Acted(user, teamId is null ? "platform" : "coach", scope, teamId);
        try
        {
            (await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["admin"]}""")).StatusCode.Should().Be(expected);
            (await stage.GrantedAsync(user, "analytics")).Should().Be(expected == HttpStatusCode.OK ? "admin" : null);
            (await stage.RevokeAsync(token, "coaching")).IsSuccessStatusCode.Should().Be(expected == HttpStatusCode.OK);
        }
        finally
        {
            await stage.RevokeAsync(stage.Delegated(user), "coaching");
        }
    }

    [Fact]
    public async Task TokenOfFormerParty_Gets401()
    {
        await stage.AddUserAsync("former", "New User");
        var token = TeamsApiFixture.Acted("former", "platform", "data:read data:write");
        (await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["admin"]}""")).StatusCode.Should().Be(HttpStatusCode.OK);

        await stage.Data.ExecuteAsync("update users set managed_by = null where id = 'former'");

        (await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["openid"]}""")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await stage.RevokeAsync(token, "analytics")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await stage.GrantedAsync("former", "analytics")).Should().Be("admin");
    }

    [Fact]
    public async Task Refusal_NamesPageOfUser() =>
        await Snapshot.Verify(await stage.AuthorizeAsync(stage.Of("jdoe"), "coaching", """{"scopes": ["data:read"]}"""));

    [Fact]
    public async Task Revocation_RevokesEverything_Once()
    {
        await stage.AddUserAsync("revoked", "New User");
        var token = stage.Delegated("revoked");
        await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["data:read", "openid"]}""");

        var first = await stage.RevokeAsync(token, "analytics");
        var second = await stage.RevokeAsync(token, "analytics");

        first.StatusCode.Should().Be(HttpStatusCode.NoContent);
        second.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stage.GrantedAsync("revoked", "analytics")).Should().BeNull();
        (await stage.RecordAsync("revoked", "analytics")).Should().EndWith(
            "\nauthorization.revoke by platform: {\"scopes\": [\"data:read\", \"openid\"]} -> ");
    }

    [Theory]
    [InlineData("POST", "application/json")]
    [InlineData("DELETE", null)]
    public async Task TrailingSlash_IsIgnored(string method, string? contentType)
    {
        await stage.AddUserAsync($"slash-{method}", "New User");
        var token = stage.Delegated($"slash-{method}");
        await stage.AuthorizeAsync(token, "analytics", """{"scopes": ["data:read"]}""");

        var body = contentType is null ? null : """{"scopes": ["profile"]}"""u8.ToArray();
        (await stage.SendAsync(token, method, "/api/v1/teams/analytics/authorize/", body)).IsSuccessStatusCode.Should().BeTrue();

        (await stage.GrantedAsync($"slash-{method}", "analytics")).Should().Be(contentType is null ? null : "profile");
    }

    // Each row also has every later fault.
    [Theory]
    [InlineData(401, null, "text/html", "text/plain", "a%20b")]
    [InlineData(406, "jdoe", "text/html", "text/plain", "a%20b")]
    [InlineData(415, "jdoe", null, "text/plain", "a%20b")]
    [InlineData(415, "jdoe", null, "application/json; charset=utf-16", "a%20b")]
    [InlineData(422, "jdoe", null, "application/json", "a%20b")]
    [InlineData(422, "jdoe", null, "application/json", "nowhere")]
    public async Task Faults_AreReportedInOrder(int status, string? userId, string? accept, string contentType, string teamId)
    {
        var answer = await stage.SendAsync(
            userId is null ? null : stage.Of(userId), "POST", $"/api/v1/teams/{teamId}/authorize", "[]"u8.ToArray(), contentType, accept);

        ((int)answer.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task UnknownTeam_Gets404_BeforeTokenIsChecked()
    {
        (await stage.AuthorizeAsync(stage.Of("jdoe"), "nowhere", """{"scopes": ["data:read"]}""")).StatusCode
            .Should().Be(HttpStatusCode.NotFound);
        (await stage.RevokeAsync(stage.Of("jdoe"), "nowhere")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stage.AuthorizeAsync(stage.Delegated("pia"), "nowhere", """{"scopes": ["data:read"]}""")).StatusCode
            .Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TooLargeBody_Gets413()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"scopes": ["data:read"], "more": "{{new string('x', 70_000)}}"}""");

        (await stage.SendAsync(stage.Delegated("pia"), "POST", "/api/v1/teams/analytics/authorize", body)).StatusCode
            .Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET", "/api/v1/teams/coaching/authorize", "DELETE, OPTIONS, POST")]
    [InlineData("POST", "/api/v1/teams/", "GET, HEAD, OPTIONS")]
    [InlineData("PUT", "/api/v1/teams/coaching/users", "GET, HEAD, OPTIONS")]
    public async Task OtherMethod_Gets405_WithAllowedMethods(string method, string path, string allowed)
    {
        var answer = await stage.SendAsync(stage.Of("jdoe"), method, path);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)).Should().Be(allowed);
    }
}
