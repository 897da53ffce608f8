using System.Net;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The commands as separate processes, beside a running server.</summary>
public sealed class CommandTests : IClassFixture<SharingServer>, IAsyncLifetime
{
    private readonly SharingServer _server;
    private readonly DataStack _database;

    public CommandTests(SharingServer server) => (_server, _database) = (server, new DataStack(server.ConnectionString));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Token_PrintsOneTokenAndNothingElse_WhichSignsIn()
    {
        var run = await CommandAsync("token", "--user", "jdoe");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().MatchRegex(@"\A[\w-]+\.[\w-]+\.[\w-]+\r?\n\z");
        using var client = _server.CreateClient().WithBearer(run.Output.Trim());
        using var response = await client.GetAsync("/api/users/me");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
    }

    [Fact]
    public async Task Token_CanBeIssued_ToManagingParty()
    {
        var run = await CommandAsync("token", "--user", "junior", "--azp", "coach", "--hours", "0.5");

        run.ExitCode.Should().Be(0, run.Errors);
        using var client = _server.CreateClient().WithBearer(run.Output.Trim());
        using var authorization = await client.PostAsync("/api/v1/teams/analytics/authorize", """{"scopes":["data:read"]}""");
        authorization.StatusCode.Should().Be(HttpStatusCode.OK, await authorization.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Token_OfSeveralUsers_IsALineForEach()
    {
        var text = await CommandAsync("token", "--user", "jdoe,admin");
        var env = await CommandAsync("token", "--user", "jdoe,admin", "--format", "env");

        text.Output.TrimEnd().Split('\n').Should().HaveCount(2).And.OnlyContain(line => line.StartsWith("ey", StringComparison.Ordinal));
        env.Output.TrimEnd().Split('\n').Should().SatisfyRespectively(
            line => line.Should().StartWith("TOKEN_JDOE=ey"), line => line.Should().StartWith("TOKEN_ADMIN=ey"));
        using var client = _server.CreateClient().WithBearer(text.Output.Split('\n')[1].Trim());
        using var response = await client.GetAsync("/api/users/me");
        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("admin");
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "token --user unknown", "There is no user 'unknown': name an existing user." },
        { "token --user admin,unknown", "There is no user 'unknown': name an existing user." },
        { "token --user admin,", "--user 'admin,' has an empty ID: .*" },
        { "token --user admin,admin", "--user names 'admin' twice; .*" },
        { "token --user a.b,a-b --format env", "'a.b' and 'a-b' would both be TOKEN_A_B: .*" },
        { "token --user admin --format xml", "--format xml: send text or env." },
        { "token --user JDOE", "There is no user 'JDOE': another account's ID differs only in case, .*" },
        { "token --user jdoe --azp coach", "'coach' does not manage the user 'jdoe' .*" },
        { "token --user junior --azp admin", "'admin' does not manage the user 'junior' .*" },
        { "token", "Option '--user' is required: .*" },
        { "token --user jdoe --Auth:Authority=https://idp.example --Auth:Audience=a", "Auth:Authority is https://idp.example, .*" },
        { "token --user jdoe --Auth:SigningKey=nonsense", "Auth:SigningKey is not a P-256 private key .*" },
        { "token --user jdoe --Auth:CreateUsers=perhaps", "The section Auth .*" },
        { "superuser --user junior", "'junior' is managed by another account, .*" },
        { "superuser --user Admin", "Another account has, or had, an ID .*" },
        { "superuser --user me", "'me' cannot be the ID of a user: .*" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_IsOneLineOnStderrAndExitCode1(string arguments, string message)
    {
        var run = await CommandAsync(arguments.Split(' '));

        run.ExitCode.Should().Be(1);
        run.Output.Should().BeEmpty();
        Regex.IsMatch(run.Errors.TrimEnd(), $@"\A{message}\z").Should().BeTrue("it said {0}", run.Errors);
    }

    [Fact]
    public async Task DeletedUsersAndClients_GetNoTokenAndNoSuperuser()
    {
        await _database.ExecuteAsync("""
            insert into account_ids (id, kind) values ('gone', 'user'), ('robot', 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at) values ('robot', 'Robot', '', now(), now())
            """);

        (await CommandAsync("token", "--user", "gone")).Errors.Trim()
            .Should().Be("'gone' was deleted, and IDs are never reused: name another user.");
        (await CommandAsync("token", "--user", "robot")).Errors.Trim().Should().Be("'robot' is an OAuth client, not a user.");
        (await CommandAsync("superuser", "--user", "gone")).ExitCode.Should().Be(1);
        (await CommandAsync("superuser", "--user", "robot")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Superuser_IsMadeOnce_AndCreatedIfUnknown()
    {
        var first = await CommandAsync("superuser", "--user", "root");
        var again = await CommandAsync("superuser", "--user", "root");

        first.ExitCode.Should().Be(0, first.Errors);
        again.ExitCode.Should().Be(0, again.Errors);
        again.Output.Trim().Should().Be("'root' is already a superuser.");
        using var client = _server.As("root");
        (await (await client.GetAsync("/api/users/me")).JsonAsync()).GetProperty("isSuperuser").GetBoolean().Should().BeTrue();
        (await _database.ScalarAsync<string>(
            """
            select string_agg(action || ' ' || coalesce(authorized_party, '-'), ', ' order by id)
            from changes where subject = 'user:root'
            """))
            .Should().Be("user.first-sight -, user.superuser command line");
    }

    private Task<ProgramRun> CommandAsync(params string[] arguments)
    {
        var configured = arguments.Any(argument => argument.StartsWith("--Auth:SigningKey=", StringComparison.Ordinal));
        string[] key = configured ? [] : [$"--Auth:SigningKey={TestIssuer.BuiltInPem}"];
        return ProgramRun.OfAsync(
            [.. arguments, $"--ConnectionStrings:Sharing={_server.ConnectionString}", "--environment=Development", .. key]);
    }
}
