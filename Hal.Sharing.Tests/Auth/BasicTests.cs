using System.Net;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

public sealed class BasicTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private const string Body = """{"displayName":"New"}""";
    private readonly SharingServer _server;
    private readonly DataStack _database;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private DelegationFixture _scene = null!;

    public BasicTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    private string Id => _scene.Of("client#");

    public async Task InitializeAsync() => _scene = await DelegationFixture.AddAsync(_database);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task RightSecret_SignsTheClientIn_WhoeverSpellsTheScheme()
    {
        using var client = _server.CreateClient();

        foreach (var scheme in new[] { "Basic", "basic", "BASIC" })
        {
            using var answer = await client.SendAsync(scheme + _scene.Client[5..], "POST", "/api/users", Body);
            answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            (await answer.JsonAsync()).GetProperty("managedBy").GetString().Should().Be(Id);
        }
    }

    [Fact]
    public async Task WrongSecretAndUnknownClient_GetOneAnswer()
    {
        using var client = Client();

        var answers = new List<string>();
        foreach (var credentials in new[] { (Id, "wrong"), ("nobody", DelegationFixture.Secret), (Id.ToUpperInvariant(), DelegationFixture.Secret), ("jdoe", "x") })
        {
            using var answer = await client.SendAsync(TestTokens.Basic(credentials.Item1, credentials.Item2), "POST", "/api/users", Body);
            await ShouldChallengeAsync(answer);
            answers.Add((await answer.JsonAsync()).GetProperty("detail").GetString()!);
        }
        answers.Distinct().Should().ContainSingle();
    }

    public static TheoryData<string> Malformed => new()
    {
        "Basic", "Basic ", "Basic !!!!", "Basic YTpi=", "Basic YTpi YTpi", "Basic " + Base64("nocolon"), "Basic " + Base64(":secret"),
        "Basic " + Base64("client:"), "Basic " + Base64("a\0:b"), "Basic " + Convert.ToBase64String([0x61, 0x3A, 0xFF]), "Basic " + Base64("a:" + new string('x', 4000)),
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task MalformedCredentials_Are401(string header)
    {
        using var client = _server.CreateClient();

        using var answer = await client.SendAsync("POST", "/api/users", ("Authorization", header));

        await ShouldChallengeAsync(answer);
    }

    [Fact]
    public async Task NoCredentials_AreToldOfBothSchemes_WhereBothAreTaken()
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
    public async Task Elsewhere_ATokenIsNeeded(string method, string path)
    {
        using var client = _server.CreateClient();

        using var answer = await client.SendAsync(_scene.Client, method, path);

        await answer.ShouldRefuseTokenAsync("unsupported scheme");
    }

    [Theory]
    [InlineData("refreshed-token", "")]
    [InlineData("Cookie", "token=")]
    public async Task BesideAToken_IsRefused(string carrier, string prefix)
    {
        using var client = _server.CreateClient();

        using var answer = await client.SendAsync("POST", TestTokens.MintPath, ("Authorization", _scene.Client), (carrier, prefix + TestIssuer.BuiltIn.Token("admin")));

        await ShouldChallengeAsync(answer);
        (await answer.JsonAsync()).GetProperty("detail").GetString().Should().Contain("one of the two");
    }

    [Fact]
    public async Task FormerSecret_IsGoodUntilItsGraceIsOver()
    {
        using var client = Client();
        using var rotation = await client.SendAsync(_scene.As("root"), "PUT", $"/api/clients/{Id}", """{"rotateSecret":true}""");
        var newer = TestTokens.Basic(Id, (await rotation.JsonAsync()).GetProperty("secret").GetString()!);

        (await StatusAsync(client, _scene.Client)).Should().Be(HttpStatusCode.Created);
        (await StatusAsync(client, newer)).Should().Be(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        (await StatusAsync(client, _scene.Client)).Should().Be(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(client, _scene.Client)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, newer)).Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task SixthFailureOfAMinute_Is429_AndTheRightSecretAlwaysPasses()
    {
        using var client = Client();
        var wrong = TestTokens.Basic(Id, "wrong");
        for (var i = 0; i < 5; i++)
            (await StatusAsync(client, wrong)).Should().Be(HttpStatusCode.Unauthorized);

        _clock.Advance(TimeSpan.FromSeconds(20));
        using var limited = await client.SendAsync(wrong, "POST", "/api/users", Body);

        limited.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(40));
        limited.Headers.WwwAuthenticate.Should().BeEmpty();
        (await StatusAsync(client, _scene.Client)).Should().Be(HttpStatusCode.Created);
        (await StatusAsync(client, TestTokens.Basic("other-client", "wrong"))).Should().Be(HttpStatusCode.Unauthorized);
        _clock.Advance(TimeSpan.FromSeconds(40));
        (await StatusAsync(client, wrong)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Failures_CountPerAddress_WhichNoHeaderInvents()
    {
        using var client = Client();
        var wrong = TestTokens.Basic(Id, "wrong");
        async Task<HttpStatusCode> FromAsync(string address, string? forwarded = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users");
            request.Headers.TryAddWithoutValidation("Authorization", wrong);
            request.Headers.TryAddWithoutValidation(AddressOf.Header, address);
            if (forwarded is not null)
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }

        for (var i = 0; i < 5; i++)
            (await FromAsync("192.0.2.1", $"198.51.100.{i}")).Should().Be(HttpStatusCode.Unauthorized);
        (await FromAsync("192.0.2.1", "198.51.100.9")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("::ffff:192.0.2.1")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("192.0.2.2")).Should().Be(HttpStatusCode.Unauthorized);
        for (var i = 1; i <= 5; i++)
            (await FromAsync($"2001:db8::{i}")).Should().Be(HttpStatusCode.Unauthorized);
        (await FromAsync("2001:db8:0:0:ffff::1")).Should().Be(HttpStatusCode.TooManyRequests);
        (await FromAsync("2001:db8:0:1::1")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Client_IsOnRecordForWhatItDoes()
    {
        using var client = _server.CreateClient();
        using var answer = await client.SendAsync(_scene.Client, "POST", "/api/users", Body);
        var id = (await answer.JsonAsync()).GetProperty("id").GetString();

        (await _database.ScalarAsync<string>("select user_id from changes where action = 'user.create' and subject = @subject", new { subject = $"user:{id}" })).Should().Be(Id);
    }

    private HttpClient Client() => _server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<IStartupFilter, AddressOf>());

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string authorization)
    {
        using var answer = await client.SendAsync(authorization, "POST", "/api/users", Body);
        return answer.StatusCode;
    }

    private static async Task ShouldChallengeAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, await answer.Content.ReadAsStringAsync());
        Challenges(answer).Should().Equal("Bearer", "Basic realm=\"hal-sharing\", charset=\"UTF-8\"");
        JsonElement problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/invalid-client");
    }

    private static IEnumerable<string> Challenges(HttpResponseMessage answer) => answer.Headers.GetValues("WWW-Authenticate");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Gives the test server's requests an address to come from, which its connections have none of.</summary>
    private sealed class AddressOf : IStartupFilter
    {
        public const string Header = "Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].FirstOrDefault() ?? "127.0.0.1");
                return rest(context);
            });
            next(app);
        };
    }
}
