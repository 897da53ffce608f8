using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>Every way up that somebody might try, and that must lead nowhere.</summary>
public sealed class EscalationTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private const string Both = "data:read data:write";
    private readonly SharingServer _server;
    private readonly DataStack _database;
    private DelegationFixture _scene = null!;

    public EscalationTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    public async Task InitializeAsync() => _scene = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("client")]
    [InlineData("regular")]
    public async Task Party_CreatesNoUserWithAChosenId(string party)
    {
        await ShouldBeAsync(HttpStatusCode.Forbidden, Who(party), "POST", "/api/users", """{"displayName":"New","id":"chosen#"}""");

        (await ExistsAsync("account_ids", "chosen#")).Should().BeFalse();
    }

    [Theory]
    [InlineData("client")]
    [InlineData("regular")]
    public async Task Party_CreatesNoSuperuser(string party) =>
        await ShouldBeAsync(HttpStatusCode.Forbidden, Who(party), "POST", "/api/users", """{"displayName":"New","isSuperuser":true}""");

    [Fact]
    public async Task Party_MakesNobodyASuperuserLater() =>
        await ShouldBeAsync(HttpStatusCode.Forbidden, _scene.Client, "PUT", "/api/users/pupil#", """{"displayName":"Pupil","isSuperuser":true,"managedBy":"client#"}""");

    [Fact]
    public async Task Party_HandsItsUserToNobodyElse() =>
        await ShouldBeAsync(HttpStatusCode.Forbidden, _scene.Client, "PUT", "/api/users/pupil#", """{"displayName":"Pupil","managedBy":"regular#"}""");

    [Fact]
    public async Task Client_TakesNoUsersId()
    {
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/clients", """{"name":"New","id":"regular#"}""");
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/clients", """{"name":"New","id":"REGULAR#"}""");
    }

    [Fact]
    public async Task User_TakesNoClientsId()
    {
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/users", """{"displayName":"New","id":"client#"}""");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _scene.As("client"), "GET", "/api/users/me");
    }

    [Fact]
    public async Task Nobody_TakesTheIdOfSomethingDeleted()
    {
        await ShouldBeAsync(HttpStatusCode.NoContent, _scene.As("root"), "DELETE", "/api/users/other#");
        await ShouldBeAsync(HttpStatusCode.NoContent, _scene.As("root"), "DELETE", "/api/clients/robot#");

        foreach (var id in new[] { "other#", "robot#", "OTHER#" })
        {
            await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/users", $$"""{"displayName":"New","id":"{{id}}"}""");
            await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/clients", $$"""{"name":"New","id":"{{id}}"}""");
        }
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _scene.As("other"), "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _scene.As("robot"), "GET", "/api/users/me");
    }

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
    public async Task TeamsToken_DoesNothingOfThis(string method, string path, string? body)
    {
        var detail = await ShouldBeAsync(HttpStatusCode.Forbidden, _scene.Team(Both), method, path, body);

        detail.Should().Contain("manages his authorizations himself, in the browser");
    }

    [Fact]
    public async Task TeamsToken_ChangesNameTypeAndDescription_AndNotTheSlug()
    {
        await ShouldBeAsync(HttpStatusCode.OK, _scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New","type":"t","description":"d"}""");
        await ShouldBeAsync(HttpStatusCode.OK, _scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New","slug":"thing#-slug"}""");
        await ShouldBeAsync(HttpStatusCode.Forbidden, _scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New","slug":"other#-slug"}""");
    }

    [Fact]
    public async Task DataWriteAlone_ReadsNothing_AndGetsTheRepresentationOfWhatItWrites()
    {
        using var client = _server.CreateClient();

        using var read = await client.SendAsync(_scene.Team("data:write"), "GET", _scene.Of("/api/integrations/thing#"));
        using var written = await client.SendAsync(_scene.Team("data:write"), "PUT", _scene.Of("/api/integrations/thing#"), """{"name":"New"}""");

        (read.StatusCode, written.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.OK));
        (await written.JsonAsync()).GetProperty("name").GetString().Should().Be("New");
    }

    [Fact]
    public async Task TeamsToken_ReachesNothingButWhatTheUserOwns()
    {
        await ShouldBeAsync(HttpStatusCode.OK, _scene.As("root"), "PUT", "/api/integrations/thing#/owner", """{"userId":"root#"}""");
        await ShouldBeAsync(HttpStatusCode.OK, _scene.As("root"), "PUT", "/api/integrations/thing#/shares/user:subject#", """{"accessLevel":3}""");

        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.Team("data:read"), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.Team("data:write"), "PUT", "/api/integrations/thing#", """{"name":"New"}""");
        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.Team("data:read"), "GET", "/api/users/other#");
        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.Team("data:read"), "GET", "/api/teams/acting#");
    }

    [Theory]
    [InlineData("party")]
    [InlineData("party acting")]
    [InlineData("team writing")]
    public async Task DelegatedToken_GetsNoOther(string caller)
    {
        await ShouldBeAsync(HttpStatusCode.Forbidden, Who(caller), "POST", TestTokens.MintPath, """{"sub":"pupil#"}""");
        await ShouldBeAsync(HttpStatusCode.Forbidden, Who(caller), "POST", TestTokens.MintPath, """{"sub":"subject#","team_id":"acting#"}""");
    }

    [Fact]
    public async Task FormerParty_IsRefusedAfterTheRelease()
    {
        await ShouldBeAsync(HttpStatusCode.OK, _scene.Client, "PUT", "/api/users/subject#", """{"displayName":"Free"}""");

        await ShouldBeAsync(HttpStatusCode.Unauthorized, _scene.Party, "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.Client, "POST", TestTokens.MintPath, """{"sub":"subject#"}""");
        await ShouldBeAsync(HttpStatusCode.Forbidden, _scene.Client, "PUT", "/api/users/subject#", """{"displayName":"Mine again","managedBy":"client#"}""");
    }

    [Fact]
    public async Task ManagedUser_ManagesNobody()
    {
        foreach (var caller in new[] { _scene.As("subject"), _scene.Party, Who("party") })
            await ShouldBeAsync(HttpStatusCode.Forbidden, caller, "POST", "/api/users", """{"displayName":"New"}""");
        await ShouldBeAsync(HttpStatusCode.UnprocessableEntity, _scene.As("root"), "POST", "/api/users", """{"displayName":"New","managedBy":"subject#"}""");
        await ShouldBeAsync(HttpStatusCode.UnprocessableEntity, _scene.As("root"), "PUT", "/api/users/pupil#", """{"displayName":"New","managedBy":"subject#"}""");
        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.As("subject"), "POST", TestTokens.MintPath, """{"sub":"pupil#"}""");
    }

    [Fact]
    public async Task Superuser_LendsItsPowerToNobody()
    {
        // root is managed by nobody, so no party acts for it; a team does, once it is authorized.
        await _database.ExecuteAsync(
            "insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at) values (@root, @team, array['data:read', 'data:write', 'admin'], now(), now())",
            new { root = _scene.Of("root#"), team = _scene.Of("acting#") });
        string For(string? team) => $"Bearer {TestTokens.ActedFor(_scene.Of("root#"), _scene.Of("scout#"), Both + " admin", team)}";

        await ShouldBeAsync(HttpStatusCode.OK, For(_scene.Of("acting#")), "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.NotFound, For(_scene.Of("acting#")), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.NotFound, For(_scene.Of("acting#")), "PUT", "/api/integrations/thing#", """{"name":"New"}""");
        await ShouldBeAsync(HttpStatusCode.Forbidden, For(_scene.Of("acting#")), "GET", "/api/clients");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, For(null), "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, $"Bearer {TestTokens.ByParty(_scene.Of("root#"), _scene.Of("scout#"))}", "GET", "/api/users/me");
    }

    [Fact]
    public async Task Superuser_LendsItsPowerToNoProvidersActorEither()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = _server.CreateClient(provider.Settings);
        string For(string? scope) => $"Bearer {provider.Token(_scene.Of("root#"), claims =>
        {
            claims["act"] = new JsonObject { ["sub"] = "anybody" };
            if (scope is not null)
                claims["scope"] = scope;
        })}";

        async Task<HttpStatusCode> StatusAsync(string? scope, string method, string path, string? body = null)
        {
            using var answer = await client.SendAsync(For(scope), method, _scene.Of(path), body);
            return answer.StatusCode;
        }

        (await StatusAsync("data:read", "GET", "/api/users/me")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync("data:read", "GET", "/api/integrations/thing#")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Both, "POST", "/api/clients", """{"name":"New"}""")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync("openid profile", "GET", "/api/users/me")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(null, "GET", "/api/users/me")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(Both, "POST", TestTokens.MintPath, """{"sub":"pupil"}""")).Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Name_ShadowsNobodyElsesIntegration()
    {
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("regular"), "POST", "/api/integrations", """{"name":"New","slug":"thing#"}""");
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("regular"), "POST", "/api/integrations", """{"name":"New","slug":"thing#-slug"}""");
        await ShouldBeAsync(HttpStatusCode.Conflict, _scene.As("root"), "POST", "/api/integrations", """{"name":"New","id":"thing#-slug"}""");
        await ShouldBeAsync(HttpStatusCode.Created, _scene.As("regular"), "POST", "/api/integrations", """{"name":"New","id":"thing#"}""");

        await ShouldBeAsync(HttpStatusCode.NotFound, _scene.As("regular"), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.OK, _scene.Team("data:read"), "GET", "/api/integrations/thing#");
    }

    private string Who(string caller) => _scene.Authorization(caller)!;

    private Task<bool> ExistsAsync(string table, string id) =>
        _database.ScalarAsync<bool>($"select exists (select from {table} where id = @id)", new { id = _scene.Of(id) });

    /// <summary>The problem's detail, where there is one.</summary>
    private async Task<string?> ShouldBeAsync(HttpStatusCode status, string authorization, string method, string path, string? body = null)
    {
        using var client = _server.CreateClient();
        using var answer = await client.SendAsync(authorization, method, _scene.Of(path), body is null ? null : _scene.Of(body));
        answer.StatusCode.Should().Be(status, "{0} {1} was answered {2}", method, path, await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? null : (await answer.JsonAsync()).GetProperty("detail").GetString();
    }
}
