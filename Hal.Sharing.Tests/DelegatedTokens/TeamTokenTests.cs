using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>A team that acts for a user cannot obtain more than the user granted.</summary>
public sealed class TeamTokenTests(SharingServer server) : EscalationAttempts(server)
{
    public static TheoryData<string, string, string?> ClosedToTeams => new()
    {
        { "POST", "/api/integrations", """{"name":"New"}""" },
        { "POST", "/api/integrations/thing#/shares", """{"principalId":"user:scout#"}""" },
        { "PUT", "/api/integrations/thing#/shares/user:scout#", "{}" },
        { "DELETE", "/api/integrations/thing#/shares/user:other#", null },
        { "PUT", "/api/integrations/thing#/owner", """{"userId":"scout#"}""" },
        { "DELETE", "/api/integrations/thing#", null },
        { "PUT", "/api/users/subject#", """{"displayName":"Changed"}""" },
        { "POST", "/api/users", """{"displayName":"New"}""" },
        { "POST", "/api/teams", """{"name":"New"}""" },
        { "DELETE", "/api/teams/team#/members/subject#", null },
        { "POST", "/api/v1/teams/acting#/authorize", """{"scopes":["data:read"]}""" },
        { "DELETE", "/api/v1/teams/acting#/authorize", null },
        { "POST", "/api/v1/oauth/delegated-token", """{"sub":"pupil#"}""" },
    };

    [Theory]
    [MemberData(nameof(ClosedToTeams))]
    public async Task TeamToken_IsRefused(string method, string path, string? body)
    {
        var detail = await ShouldBeAsync(HttpStatusCode.Forbidden, Scene.Team(Both), method, path, body);

        detail.Should().MatchRegex("authorizations.* in the browser");
    }

    [Fact]
    public async Task TeamToken_ChangesNameTypeAndDescription_ButNotSlug()
    {
        await ShouldBeAsync(
            HttpStatusCode.OK, Scene.Team("data:write"), "PUT", "/api/integrations/thing#",
            """{"name":"New","type":"t","description":"d"}""");
        await ShouldBeAsync(
            HttpStatusCode.OK, Scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New","slug":"thing#-slug"}""");
        await ShouldBeAsync(
            HttpStatusCode.Forbidden, Scene.Team("data:write"), "PUT", "/api/integrations/thing#",
            """{"name":"New","slug":"other#-slug"}""");
    }

    [Fact]
    public async Task DataWriteWithoutDataRead_CannotRead_ButGetsWrittenRepresentation()
    {
        using var client = Server.CreateClient();

        using var read = await client.SendAsync(Scene.Team("data:write"), "GET", Scene.Of("/api/integrations/thing#"));
        using var written = await client.SendAsync(
            Scene.Team("data:write"), "PUT", Scene.Of("/api/integrations/thing#"), """{"name":"New"}""");

        (read.StatusCode, written.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.OK));
        (await written.JsonAsync()).GetProperty("name").GetString().Should().Be("New");
    }

    [Fact]
    public async Task TeamToken_ReachesOnlyIntegrationsOfUser()
    {
        await ShouldBeAsync(HttpStatusCode.OK, Scene.As("root"), "PUT", "/api/integrations/thing#/owner", """{"userId":"root#"}""");
        await ShouldBeAsync(
            HttpStatusCode.OK, Scene.As("root"), "PUT", "/api/integrations/thing#/shares/user:subject#", """{"accessLevel":3}""");

        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.Team("data:read"), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New"}""");
        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.Team("data:read"), "GET", "/api/users/other#");
        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.Team("data:read"), "GET", "/api/teams/acting#");
    }

    [Fact]
    public async Task SuperuserPermissions_AreNotDelegatedToTeam()
    {
        // No party manages root, so none acts for it. A team can, if root has authorized it.
        await Database.ExecuteAsync(
            "insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at) "
                + "values (@root, @team, array['data:read', 'data:write', 'admin'], now(), now())",
            new { root = Scene.Of("root#"), team = Scene.Of("acting#") });
        string For(string? team) => $"Bearer {TestTokens.ActedFor(Scene.Of("root#"), Scene.Of("scout#"), Both + " admin", team)}";

        await ShouldBeAsync(HttpStatusCode.OK, For(Scene.Of("acting#")), "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.NotFound, For(Scene.Of("acting#")), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.NotFound, For(Scene.Of("acting#")), "PUT", "/api/integrations/thing#", """{"name":"New"}""");
        await ShouldBeAsync(HttpStatusCode.Forbidden, For(Scene.Of("acting#")), "GET", "/api/clients");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, For(null), "GET", "/api/users/me");
        await ShouldBeAsync(
            HttpStatusCode.Unauthorized, $"Bearer {TestTokens.ByParty(Scene.Of("root#"), Scene.Of("scout#"))}", "GET", "/api/users/me");
    }

    [Fact]
    public async Task SuperuserPermissions_AreNotDelegatedToActorOfProvider()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Server.CreateClient(provider.Settings);
        string For(string? scope) => $"Bearer {provider.Token(Scene.Of("root#"), claims =>
        {
            claims["act"] = new JsonObject { ["sub"] = "actor" };
            if (scope is not null)
                claims["scope"] = scope;
        })}";

        async Task<HttpStatusCode> StatusAsync(string? scope, string method, string path, string? body = null)
        {
            using var answer = await client.SendAsync(For(scope), method, Scene.Of(path), body);
            return answer.StatusCode;
        }

        (await StatusAsync("data:read", "GET", "/api/users/me")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync("data:read", "GET", "/api/integrations/thing#")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Both, "POST", "/api/clients", """{"name":"New"}""")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync("openid profile", "GET", "/api/users/me")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(null, "GET", "/api/users/me")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(Both, "POST", TestTokens.MintPath, """{"sub":"pupil"}""")).Should().Be(HttpStatusCode.Forbidden);
    }
}
