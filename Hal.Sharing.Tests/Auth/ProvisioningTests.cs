using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

public sealed class ProvisioningTests : IAsyncLifetime, IClassFixture<SharingServer>
{
    private readonly SharingServer _server;
    private readonly DataStack _database;

    public ProvisioningTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Newcomer_IsMadeFromHisClaims_AndRecorded()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6_789_012));
        using var client = _server.CreateClient(services => services.AddSingleton<TimeProvider>(clock)).WithBearer(TestIssuer.BuiltIn.Token("new", claims =>
        {
            claims["name"] = "Nora New";
            claims["given_name"] = "Nora";
            claims["family_name"] = "New";
            claims["email"] = "nora@example.com";
        }));

        using var answer = await client.GetAsync("/api/users/me");

        var user = await answer.JsonAsync();
        user.GetProperty("displayName").GetString().Should().Be("Nora New");
        user.GetProperty("firstName").GetString().Should().Be("Nora");
        user.GetProperty("lastName").GetString().Should().Be("New");
        user.GetProperty("email").GetString().Should().Be("nora@example.com");
        user.GetProperty("isSuperuser").GetBoolean().Should().BeFalse();
        (await _database.ScalarAsync<string>("""
            select user_id || ' ' || action || ' ' || subject || ' ' || (after ->> 'displayName') || ' ' || extract(epoch from at)::numeric(20,6)
            from changes where subject = 'user:new'
            """)).Should().Be("new user.first-sight user:new Nora New 1893553445.678000");
    }

    public static TheoryData<string, string> Names => new()
    {
        { "{}", "ID" },
        { """{"name": ""}""", "ID" },
        { """{"name": " \u0000\t ", "given_name": "Ann"}""", "Ann" },
        { """{"given_name": "Ann", "family_name": "Lee"}""", "Ann Lee" },
        { """{"family_name": "Lee"}""", "Lee" },
        { """{"name": 7}""", "ID" },
        { """{"name": "A\u0000n\u0007n\u2028"}""", "ID" },
        { """{"name": "A\u0007n\u2028n\n"}""", "Ann" },
        { """{"name": "<b>Ann</b> ünïcödé 😀"}""", "<b>Ann</b> ünïcödé 😀" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task StrangeNames_KeepNobodyOut(string claims, string displayName)
    {
        var id = $"n-{Guid.NewGuid():N}"[..12];
        var header = $$"""{"alg":"ES256","typ":"JWT","kid":"{{TestIssuer.BuiltIn.Key.KeyId}}"}""";
        var standard = $$"""{"iss":"{{TestIssuer.BuiltIn.Issuer}}","aud":"{{TestIssuer.BuiltIn.Audience}}","sub":"{{id}}","exp":4102444800""";
        using var client = _server.CreateClient().WithBearer(TestIssuer.BuiltIn.Sign(header, standard + (claims == "{}" ? "}" : "," + claims[1..])));

        using var answer = await client.GetAsync("/api/users/me");

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.JsonAsync()).GetProperty("displayName").GetString().Should().Be(displayName == "ID" ? id : displayName);
    }

    [Fact]
    public async Task LongNames_AreCut_AndALongEmailIsLeftOut()
    {
        using var client = _server.CreateClient().WithBearer(TestIssuer.BuiltIn.Token("long", claims =>
        {
            claims["name"] = new string('x', 199) + "😀y";
            claims["email"] = new string('x', 320) + "@example.com";
        }));

        using var answer = await client.GetAsync("/api/users/me");

        var user = await answer.JsonAsync();
        user.GetProperty("displayName").GetString().Should().Be(new string('x', 199));
        user.TryGetProperty("email", out _).Should().BeFalse();
    }

    [Fact]
    public async Task ConfiguredClaims_AreReadInstead()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = _server.CreateClient([.. provider.Settings, ("Auth:NameClaim", "nick"), ("Auth:EmailClaim", "mail")])
            .WithBearer(provider.Token("auth0|77", claims => (claims["nick"], claims["mail"], claims["name"]) = ("Nick", "n@example.com", "No")));

        using var answer = await client.GetAsync("/api/users/me");

        var user = await answer.JsonAsync();
        user.GetProperty("id").GetString().Should().MatchRegex("^auth0-77-[0-9a-f]{16}$");
        user.GetProperty("displayName").GetString().Should().Be("Nick");
        user.GetProperty("email").GetString().Should().Be("n@example.com");
    }

    [Fact]
    public async Task ManyFirstRequestsAtOnce_MakeOneUser_AndAllAreAnswered()
    {
        using var one = _server.CreateClient().WithBearer(TestIssuer.BuiltIn.Token("racer"));
        using var other = _server.CreateClient([]).WithBearer(TestIssuer.BuiltIn.Token("racer"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).GetAsync("/api/users/me")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        (await _database.ScalarAsync<long>("select count(*) from changes where subject = 'user:racer'")).Should().Be(1);
    }

    [Fact]
    public async Task TwinsAtOnce_MakeOneUser()
    {
        string[] twins = ["Twin", "tWin", "twIn", "twiN"];

        var answers = await Task.WhenAll(twins.Select(async id =>
        {
            using var client = _server.As(id);
            using var answer = await client.GetAsync("/api/users/me");
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.OK).Should().Be(1);
        answers.Count(status => status == HttpStatusCode.Unauthorized).Should().Be(3);
    }

    [Fact]
    public async Task TwinOfSomebody_IsRefused()
    {
        using var client = _server.As("JDoe");

        using var answer = await client.GetAsync("/api/users/me");

        await answer.ShouldRefuseTokenAsync("id taken");
    }

    [Fact]
    public async Task DeletedUser_IsNeverMadeAgain()
    {
        using var client = _server.As("ghost");
        using (var alive = await client.GetAsync("/api/users/me"))
            alive.StatusCode.Should().Be(HttpStatusCode.OK);

        await _database.ExecuteAsync("delete from users where id = 'ghost'; delete from principals where id = 'user:ghost'");

        // The server that has seen him is told by the statement itself, the one that has not by the account.
        using var seen = await client.GetAsync("/api/users/me");
        await seen.ShouldRefuseTokenAsync("the user does not exist any more");
        using var fresh = _server.CreateClient([]).WithBearer(TestIssuer.BuiltIn.Token("ghost"));
        using var unseen = await fresh.GetAsync("/api/users/me");
        await unseen.ShouldRefuseTokenAsync("the user does not exist any more");
        (await _database.ScalarAsync<bool>("select exists (select from users where id = 'ghost')")).Should().BeFalse();
    }

    [Fact]
    public async Task Client_IsNoUser()
    {
        await _database.ExecuteAsync("""
            insert into account_ids (id, kind) values ('machine', 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at) values ('machine', 'Machine', '', now(), now())
            """);
        using var client = _server.As("machine");

        using var answer = await client.GetAsync("/api/users/me");

        await answer.ShouldRefuseTokenAsync("not a user");
    }

    [Fact]
    public async Task CreateUsersOff_AnswersStrangers403_AndLetsTheOthersIn()
    {
        using var client = _server.CreateClient(("Auth:CreateUsers", "false"));

        using var stranger = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("stranger")}"));
        using var known = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("jdoe")}"));

        stranger.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await stranger.JsonAsync()).GetProperty("detail").GetString().Should().Contain("'stranger'");
        known.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _database.ScalarAsync<bool>("select exists (select from account_ids where id = 'stranger')")).Should().BeFalse();
    }

    [Theory]
    [InlineData("act")]
    [InlineData("azp")]
    public async Task DelegatedToken_MakesNobody(string claim)
    {
        using var client = _server.CreateClient().WithBearer(
            TestIssuer.BuiltIn.Token("unborn", claims => claims[claim] = JsonSerializer.SerializeToNode("coach")));

        using var answer = await client.GetAsync("/api/users/me");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await _database.ScalarAsync<bool>("select exists (select from account_ids where id = 'unborn')")).Should().BeFalse();
    }
}
