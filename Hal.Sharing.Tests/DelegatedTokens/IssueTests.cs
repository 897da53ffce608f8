using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>The request for a delegated token.</summary>
public sealed class IssueTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private readonly SharingServer _server;
    private readonly DataStack _database;
    private DelegationFixture _scene = null!;

    public IssueTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    public async Task InitializeAsync() => _scene = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Party_GetsTokenForManagedUser(string slash)
    {
        using var client = _server.CreateClient();

        using var answer = await client.SendAsync(_scene.Client, "POST", TestTokens.MintPath + slash, _scene.Of("""{"sub":"subject#"}"""));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("application/json");
        answer.Headers.CacheControl!.ToString().Should().Be("no-store");
        var body = await answer.JsonAsync();
        body.EnumerateObject().Select(member => member.Name).Should().Equal("access_token", "token_type", "expires_in", "scope");
        body.GetProperty("token_type").GetString().Should().Be("Bearer");
        body.GetProperty("expires_in").GetInt32().Should().Be(3600);
        body.GetProperty("scope").GetString().Should().Be("data:read data:write");
        var token = new JsonWebToken(body.GetProperty("access_token").GetString());
        token.Typ.Should().Be("at+jwt");
        (token.ValidTo - token.IssuedAt).Should().Be(TimeSpan.FromHours(1));
        var claims = JsonNode.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload))!.AsObject();
        claims.Select(claim => claim.Key).Should().BeEquivalentTo("iss", "aud", "iat", "exp", "jti", "sub", "azp", "act", "scope");
        claims["sub"]!.GetValue<string>().Should().Be(_scene.Of("subject#"));
        claims["azp"]!.GetValue<string>().Should().Be(_scene.Of("client#"));
        claims["act"]!.ToJsonString().Should().Be(_scene.Of("""{"sub":"client#"}"""));
        await ShouldSignInAsync(token.EncodedToken, _scene.Of("subject#"));
    }

    [Fact]
    public async Task Member_GetsTokenWithScopesGrantedToTeam()
    {
        using var client = _server.CreateClient();

        var token = new JsonWebToken(await client.MintAsync(_scene.As("scout"), _scene.Of("subject#"), _scene.Of("acting#")));

        token.GetClaim("scope").Value.Should().Be("data:read data:write");
        token.GetClaim("team_id").Value.Should().Be(_scene.Of("acting#"));
        token.GetClaim("azp").Value.Should().Be(_scene.Of("scout#"));
        await ShouldSignInAsync(token.EncodedToken, _scene.Of("subject#"));
        var other = new JsonWebToken(await client.MintAsync(_scene.As("member"), _scene.Of("subject#"), _scene.Of("team#")));
        other.GetClaim("scope").Value.Should().Be("data:write");
    }

    [Fact]
    public async Task NewToken_IsRecorded_WithoutTheTokenItself()
    {
        using var client = _server.CreateClient();

        var token = new JsonWebToken(await client.MintAsync(_scene.As("scout"), _scene.Of("subject#"), _scene.Of("acting#")));

        var record = JsonDocument.Parse(await _database.ScalarAsync<string>(
            "select to_jsonb(c)::text from changes c where c.action = 'token.mint' and c.user_id = @user",
            new { user = _scene.Of("scout#") })).RootElement;
        record.GetProperty("subject").GetString().Should().Be(_scene.Of("user:subject#"));
        record.GetProperty("after").GetProperty("jti").GetString().Should().Be(token.Id);
        record.GetProperty("after").GetProperty("scope").GetString().Should().Be("data:read data:write");
        record.GetProperty("after").GetProperty("team").GetString().Should().Be(_scene.Of("acting#"));
        record.ToString().Should().NotContain(token.EncodedSignature);
    }

    [Fact]
    public async Task UnknownUnmanagedAndUnauthorizedSubjects_GetSameResponse()
    {
        var bodies = new List<string>();
        foreach (var (caller, sub, team) in new[]
        {
            ("regular", "never#", ""), ("regular", "subject#", ""), ("regular", "root#", ""), ("regular", "regular#", ""),
            ("regular", "client#", ""),
            ("scout", "subject#", ""), ("scout", "pupil#", "acting#"), ("scout", "never#", "acting#"), ("scout", "subject#", "team#"),
            ("scout", "subject#", "never#"), ("regular", "subject#", "acting#"), ("member", "subject#", "acting#"),
            ("scout", "scout#", "acting#"),
        })
        {
            using var client = _server.CreateClient();
            var body = new JsonObject { ["sub"] = _scene.Of(sub), ["team_id"] = team.Length == 0 ? null : _scene.Of(team) };

            using var answer = await client.SendAsync(_scene.As(caller), "POST", TestTokens.MintPath, body.ToJsonString());

            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, "{0} {1} {2}", caller, sub, team);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            bodies.Add(problem.ToJsonString().Replace(_scene.Of(sub), "SUB", StringComparison.Ordinal));
        }
        bodies.Distinct().Should().ContainSingle();
        (await _database.ScalarAsync<long>(
            "select count(*) from changes where action = 'token.mint' and user_id = @user", new { user = _scene.Of("regular#") }))
            .Should().Be(0);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "", """["body"]""", "missing" },
        { "[]", """["body"]""", "model_attributes_type" },
        { "{", """["body",1]""", "json_invalid" },
        { "{}", """["body","sub"]""", "missing" },
        { """{"sub":7}""", """["body","sub"]""", "string_type" },
        { """{"sub":""}""", """["body","sub"]""", "string_pattern_mismatch" },
        { """{"sub":"a b"}""", """["body","sub"]""", "string_pattern_mismatch" },
        { """{"sub":"a\u0000"}""", """["body","sub"]""", "string_pattern_mismatch" },
        { """{"sub":"a\n"}""", """["body","sub"]""", "string_pattern_mismatch" },
        { """{"sub":"a","team_id":[]}""", """["body","team_id"]""", "string_type" },
        { """{"sub":"a","team_id":"ü"}""", """["body","team_id"]""", "string_pattern_mismatch" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task InvalidBody_Gets422(string body, string location, string type)
    {
        using var client = _server.CreateClient();

        using var answer = await client.SendAsync(_scene.As("regular"), "POST", TestTokens.MintPath, body);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var fault = (await answer.JsonAsync()).GetProperty("detail").EnumerateArray().Should().ContainSingle().Subject;
        JsonSerializer.Serialize(fault.GetProperty("loc")).Should().Be(location);
        fault.GetProperty("type").GetString().Should().Be(type);
    }

    [Fact]
    public async Task AllFaults_AreReportedAtOnce_AndOtherPropertiesIgnored()
    {
        using var client = _server.CreateClient();

        using var faulty = await client.SendAsync(_scene.As("regular"), "POST", TestTokens.MintPath, """{"team_id":1,"sub":"a b"}""");
        using var more = await client.SendAsync(
            _scene.Client, "POST", TestTokens.MintPath, _scene.Of("""{"sub":"pupil#","team_id":null,"more":1}"""));

        (await faulty.JsonAsync()).GetProperty("detail").GetArrayLength().Should().Be(2);
        more.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OtherMediaTypes_AreRefused()
    {
        using var client = _server.CreateClient();
        using var form = new HttpRequestMessage(HttpMethod.Post, TestTokens.MintPath)
        {
            Content = new FormUrlEncodedContent([new("sub", "x")]),
        };
        form.Headers.TryAddWithoutValidation("Authorization", _scene.Client);
        using var hal = new HttpRequestMessage(HttpMethod.Post, TestTokens.MintPath) { Content = new StringContent("{}") };
        hal.Headers.TryAddWithoutValidation("Authorization", _scene.Client);
        hal.Headers.TryAddWithoutValidation("Accept", "application/hal+json");

        using var unsupported = await client.SendAsync(form);
        using var unacceptable = await client.SendAsync(hal);

        unsupported.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        unacceptable.StatusCode.Should().Be(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task ServerWithProvider_IssuesAndAcceptsDelegatedTokens()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = _server.CreateClient(provider.Settings);

        var token = await client.MintAsync($"Bearer {provider.Token(_scene.Of("scout#"))}", _scene.Of("subject#"), _scene.Of("acting#"));
        using var delegated = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");
        using var ordinary = await client.SendAsync(_scene.As("scout"), "GET", "/api/users/me");
        using var withoutAct = await client.SendAsync(_scene.Authorization("party"), "GET", "/api/users/me");

        delegated.StatusCode.Should().Be(HttpStatusCode.OK);
        ordinary.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        withoutAct.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task ShouldSignInAsync(string token, string userId)
    {
        using var client = _server.CreateClient();
        using var answer = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.JsonAsync()).GetProperty("id").GetString().Should().Be(userId);
    }
}
