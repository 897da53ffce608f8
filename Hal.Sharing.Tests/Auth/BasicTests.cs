using System.Net;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

public sealed class BasicTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private const string Body = """{"displayName":"New"}""";
    private readonly SharingServer _server;
    private readonly DataStack _database;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private DelegationFixture _delegation = null!;

    public BasicTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    private string Id => _delegation.Of("client#");

    public async Task InitializeAsync() => _delegation = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task RightSecret_Authenticates_InAnyCaseOfScheme()
    {
        using var client = _server.CreateClient();

        foreach (var scheme in new[] { "Basic", "basic", "BASIC" })
        {
            using var response = await client.SendAsync(scheme + _delegation.Client[5..], "POST", "/api/users", Body);
            response.StatusCode.Should().Be(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
            (await response.JsonAsync()).GetProperty("managedBy").GetString().Should().Be(Id);
        }
    }

    [Fact]
    public async Task WrongSecretAndUnknownClient_GetSameResponse()
    {
        using var client = Client();

        var responses = new List<string>();
        const string Secret = DelegationFixture.Secret;
        foreach (var (id, secret) in new[] { (Id, "wrong"), ("unknown", Secret), (Id.ToUpperInvariant(), Secret), ("jdoe", "x") })
        {
            using var response = await client.SendAsync(TestTokens.Basic(id, secret), "POST", "/api/users", Body);
            await ShouldChallengeAsync(response);
            responses.Add((await response.JsonAsync()).GetProperty("detail").GetString()!);
        }
        responses.Distinct().Should().ContainSingle();
    }

    public static TheoryData<string> Malformed => new()
    {
        "Basic", "Basic ", "Basic !!!!", "Basic YTpi=", "Basic YTpi YTpi", "Basic " + Base64("nocolon"), "Basic " + Base64(":secret"),
        "Basic " + Base64("client:"), "Basic " + Base64("a\0:b"), "Basic " + Convert.ToBase64String([0x61, 0x3A, 0xFF]),
        "Basic " + Base64("a:" + new string('x', 4000)),
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task MalformedCredentials_Get401(string header)
    {
        using var client = _server.CreateClient();

        using var response = await client.SendAsync("POST", "/api/users", ("Authorization", header));

        await ShouldChallengeAsync(response);
    }

    [Fact]
    public async Task NoCredentials_GetBothSchemes_WhereBothAreAccepted()
    {
        using var client = _server.CreateClient();

        using var both = await client.SendAsync("POST", TestTokens.MintPath);
        using var tokens = await client.SendAsync("GET", "/api/users");

        Challenges(both).Should().Equal("Bearer", "Basic realm=\"hal-sharing\", charset=\"UTF-8\"");
        Challenges(tokens).Should().Equal("Bearer");
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/users/me")]
    [InlineData("POST", "/api/integrations")]
    [InlineData("GET", "/api/nowhere")]
    public async Task OtherEndpoints_RequireToken(string method, string path)
    {
        using var client = _server.CreateClient();

        using var response = await client.SendAsync(_delegation.Client, method, path);

        await response.ShouldRefuseTokenAsync("unsupported scheme");
    }

    [Theory]
    [InlineData("refreshed-token", "")]
    [InlineData("Cookie", "token=")]
    public async Task BasicWithToken_IsRefused(string source, string prefix)
    {
        using var client = _server.CreateClient();

        var token = TestIssuer.BuiltIn.Token("admin");
        using var response = await client.SendAsync(
            "POST", TestTokens.MintPath, ("Authorization", _delegation.Client), (source, prefix + token));

        await ShouldChallengeAsync(response);
        (await response.JsonAsync()).GetProperty("detail").GetString().Should().Contain("one of the two");
    }

    [Fact]
    public async Task FormerSecret_IsValid_UntilGraceEnds()
    {
        using var client = Client();
        using var rotation = await client.SendAsync(_delegation.As("root"), "PUT", $"/api/clients/{Id}", """{"rotateSecret":true}""");
        var newer = TestTokens.Basic(Id, (await rotation.JsonAsync()).GetProperty("secret").GetString()!);

        (await StatusAsync(client, _delegation.Client)).Should().Be(HttpStatusCode.Created);
        (await StatusAsync(client, newer)).Should().Be(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        (await StatusAsync(client, _delegation.Client)).Should().Be(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(client, _delegation.Client)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, newer)).Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Client_IsInChangeRecord()
    {
        using var client = _server.CreateClient();
        using var response = await client.SendAsync(_delegation.Client, "POST", "/api/users", Body);
        var id = (await response.JsonAsync()).GetProperty("id").GetString();

        const string Sql = "select user_id from changes where action = 'user.create' and subject = @subject";
        (await _database.ScalarAsync<string>(Sql, new { subject = $"user:{id}" })).Should().Be(Id);
    }

    private HttpClient Client() => _server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string authorization)
    {
        using var response = await client.SendAsync(authorization, "POST", "/api/users", Body);
        return response.StatusCode;
    }

    private static async Task ShouldChallengeAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, await response.Content.ReadAsStringAsync());
        Challenges(response).Should().Equal("Bearer", "Basic realm=\"hal-sharing\", charset=\"UTF-8\"");
        JsonElement problem = await response.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/invalid-client");
    }

    private static IEnumerable<string> Challenges(HttpResponseMessage response) => response.Headers.GetValues("WWW-Authenticate");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
