using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>When the basis of a token ends on one server, no server on the database accepts it any more.</summary>
public sealed class StalenessTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private const string Both = "data:read data:write";
    private const int Tries = 20;

    private readonly SharingServer _server;
    private readonly DataStack _database;
    private DelegationFixture _scene = null!;

    public StalenessTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    public async Task InitializeAsync() => _scene = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task RevokedGrant_EndsToken() =>
        await ShouldEndAsync(_scene.Team(Both), (_scene.Party, "DELETE", "/api/v1/teams/acting#/authorize", null));

    [Fact]
    public async Task NarrowedGrant_EndsToken()
    {
        await ShouldEndAsync(_scene.Team(Both), (_scene.Party, "POST", "/api/v1/teams/acting#/authorize", """{"scopes":["data:read"]}"""));

        using var client = _server.CreateClient();
        using var narrow = await client.SendAsync(_scene.Team("data:read"), "GET", "/api/users/me");
        narrow.StatusCode.Should().Be(HttpStatusCode.OK, "its scopes are still granted");
    }

    [Fact]
    public async Task LostMembership_EndsToken() =>
        await ShouldEndAsync(_scene.Team(Both), (_scene.As("admin"), "DELETE", "/api/teams/acting#/members/scout#", null));

    [Fact]
    public async Task DeletedTeam_EndsToken() =>
        await ShouldEndAsync(_scene.Team(Both), (_scene.As("admin"), "DELETE", "/api/teams/acting#", null));

    [Fact]
    public async Task DeletedActor_EndsToken() =>
        await ShouldEndAsync(_scene.Team(Both), (_scene.As("root"), "DELETE", "/api/users/scout#", null));

    [Theory]
    [InlineData("party")]
    [InlineData("party acting")]
    public async Task ReleasedUser_EndsToken(string caller) =>
        await ShouldEndAsync(_scene.Authorization(caller)!, (_scene.Client, "PUT", "/api/users/subject#", """{"displayName":"Free"}"""));

    [Theory]
    [InlineData("party")]
    [InlineData("party acting")]
    [InlineData("team reading")]
    public async Task DeletedUser_EndsToken(string caller) =>
        await ShouldEndAsync(
            _scene.Authorization(caller)!,
            (_scene.Party, "DELETE", "/api/integrations/thing#", null),
            (_scene.Client, "DELETE", "/api/users/subject#", null));

    [Fact]
    public async Task UserOfAnotherParty_EndsToken() =>
        await ShouldEndAsync(
            _scene.Party, (_scene.As("root"), "PUT", "/api/users/subject#", """{"displayName":"Moved","managedBy":"regular#"}"""));

    [Fact]
    public async Task RotatedSecretWithoutGrace_IsRefused()
    {
        using var strict = _server.CreateClient(("Auth:ClientSecretGrace", "00:00:00"));
        await ShouldWorkAsync(strict, _scene.Client, "POST", "/api/users", """{"displayName":"Before"}""");

        await ShouldWorkAsync(strict, _scene.As("root"), "PUT", "/api/clients/client#", """{"rotateSecret":true}""");

        foreach (var client in Servers())
        {
            using var answer = await client.SendAsync(_scene.Client, "POST", "/api/users", """{"displayName":"After"}""");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }
    }

    private async Task ShouldEndAsync(string token, params (string By, string Method, string Path, string? Body)[] end)
    {
        var servers = Servers();
        // The token of a team with data:read only reads.
        foreach (var client in servers)
            await ShouldWorkAsync(client, token, "GET", "/api/users/me", null);

        foreach (var (by, method, path, body) in end)
            await ShouldWorkAsync(servers[0], by, method, path, body);

        var answers = await Task.WhenAll(Enumerable.Range(0, Tries).Select(i => servers[i % 2].SendAsync(token, "GET", "/api/users/me")));
        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Unauthorized);
        foreach (var decision in Decisions.All)
        {
            using var answer = await servers[1].SendAsync(
                token, decision.Method, _scene.Of(decision.Path), decision.Body is null ? null : _scene.Of(decision.Body));
            answer.StatusCode.Should().BeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], "{0}", decision.Endpoint);
        }
    }

    private async Task ShouldWorkAsync(HttpClient client, string by, string method, string path, string? body)
    {
        using var answer = await client.SendAsync(by, method, _scene.Of(path), body is null ? null : _scene.Of(body));
        answer.IsSuccessStatusCode.Should().BeTrue("{0} {1} was answered {2}", method, path, await answer.Content.ReadAsStringAsync());
    }

    private HttpClient[] Servers() => [_server.CreateClient(), _server.CreateClient([])];
}
