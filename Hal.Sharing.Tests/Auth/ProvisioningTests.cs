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
    public async Task NewUser_IsCreatedFromClaims_AndRecorded()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6_789_012));
        using var client = _server.CreateClient(services => services.AddSingleton<TimeProvider>(clock));
        client.WithBearer(TestIssuer.BuiltIn.Token("new", claims =>
        {
            claims["name"] = "Nora New";
            claims["given_name"] = "Nora";
            claims["family_name"] = "New";
            claims["email"] = "nora@example.com";
        }));

        using var response = await client.GetAsync("/api/users/me");

        var user = await response.JsonAsync();
        user.GetProperty("displayName").GetString().Should().Be("Nora New");
        user.GetProperty("firstName").GetString().Should().Be("Nora");
        user.GetProperty("lastName").GetString().Should().Be("New");
        user.GetProperty("email").GetString().Should().Be("nora@example.com");
        user.GetProperty("isSuperuser").GetBoolean().Should().BeFalse();
        (await _database.ScalarAsync<string>("""
            select user_id || ' ' || action || ' ' || subject || ' ' || (after ->> 'displayName')
                || ' ' || extract(epoch from at)::numeric(20,6)
            from changes where subject = 'user:new'
            """)).Should().Be("new user.first-sight user:new Nora New 1893553445.678000");
    }

    [Fact]
    public async Task ConcurrentFirstRequests_CreateOneUser()
    {
        using var one = _server.CreateClient().WithBearer(TestIssuer.BuiltIn.Token("racer"));
        using var other = _server.CreateClient([]).WithBearer(TestIssuer.BuiltIn.Token("racer"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).GetAsync("/api/users/me")));

        responses.Should().OnlyContain(response => response.StatusCode == HttpStatusCode.OK);
        (await _database.ScalarAsync<long>("select count(*) from changes where subject = 'user:racer'")).Should().Be(1);
    }

    [Fact]
    public async Task ConcurrentCaseConflict_CreatesOneUser()
    {
        string[] ids = ["Case", "cAse", "caSe", "casE"];

        var responses = await Task.WhenAll(ids.Select(async id =>
        {
            using var client = _server.As(id);
            using var response = await client.GetAsync("/api/users/me");
            return response.StatusCode;
        }));

        responses.Count(status => status == HttpStatusCode.OK).Should().Be(1);
        responses.Count(status => status == HttpStatusCode.Unauthorized).Should().Be(3);
    }

    [Fact]
    public async Task CaseConflict_IsRefused()
    {
        using var client = _server.As("JDoe");

        using var response = await client.GetAsync("/api/users/me");

        await response.ShouldRefuseTokenAsync("id taken");
    }

    [Fact]
    public async Task DeletedUser_IsNotCreatedAgain()
    {
        using var client = _server.As("ghost");
        using (var alive = await client.GetAsync("/api/users/me"))
            alive.StatusCode.Should().Be(HttpStatusCode.OK);

        await _database.ExecuteAsync("delete from users where id = 'ghost'; delete from principals where id = 'user:ghost'");

        // A server that has seen the user learns it from the statement, another one from the account.
        using var seen = await client.GetAsync("/api/users/me");
        await seen.ShouldRefuseTokenAsync("the user does not exist any more");
        using var fresh = _server.CreateClient([]).WithBearer(TestIssuer.BuiltIn.Token("ghost"));
        using var unseen = await fresh.GetAsync("/api/users/me");
        await unseen.ShouldRefuseTokenAsync("the user does not exist any more");
        (await _database.ScalarAsync<bool>("select exists (select from users where id = 'ghost')")).Should().BeFalse();
    }

    [Fact]
    public async Task Client_CannotSignInAsUser()
    {
        await _database.ExecuteAsync("""
            insert into account_ids (id, kind) values ('machine', 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at) values ('machine', 'Machine', '', now(), now())
            """);
        using var client = _server.As("machine");

        using var response = await client.GetAsync("/api/users/me");

        await response.ShouldRefuseTokenAsync("not a user");
    }

    [Fact]
    public async Task CreateUsersOff_Gives403ToUnknownUsersOnly()
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
    public async Task DelegatedToken_CreatesNoUser(string claim)
    {
        using var client = _server.CreateClient().WithBearer(
            TestIssuer.BuiltIn.Token("unborn", claims => claims[claim] = JsonSerializer.SerializeToNode("coach")));

        using var response = await client.GetAsync("/api/users/me");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await _database.ScalarAsync<bool>("select exists (select from account_ids where id = 'unborn')")).Should().BeFalse();
    }
}
