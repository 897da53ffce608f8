using System.Text;
using Dapper;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Feed;

/// <summary>When a stream ends, and that it lives until then.</summary>
public sealed class EndTests : IAsyncLifetime
{
    private const string History = "/api/integrations/abc-123/history";
    private readonly SharingServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("jdoe", History, "delete from shares where principal_id = 'user:jdoe' and integration_id = 'abc-123'; "
        + "delete from memberships where user_id = 'jdoe' and team_id = 'analytics'")]
    [InlineData("bwong", History, "delete from memberships where user_id = 'bwong' and team_id = 'analytics'")]
    [InlineData("asmith", "/api/teams/analytics/history",
        "update memberships set role = 6 where user_id = 'jdoe' and team_id = 'analytics'; "
        + "update memberships set role = 5 where user_id = 'asmith' and team_id = 'analytics'")]
    [InlineData("admin", "/api/history",
        "update users set is_superuser = true where id = 'coach'; update users set is_superuser = false where id = 'admin'")]
    public async Task LostRight_EndsTheStream_AndNothingMoreIsSent(string user, string path, string loss)
    {
        await using var stream = await EventClient.OpenAsync(_server.As(user), path);
        await PutAsync(2);
        var seen = path == History || path == "/api/history" ? await stream.ReadAsync() : null;
        await ExecuteAsync(loss);
        await PutAsync(3);

        (await stream.ReadAsync()).Should().BeNull();

        (seen is null).Should().Be(path.Contains("teams", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DelegatedToken_EndsWithTheManagement()
    {
        var token = TestTokens.ActedFor("junior", "coach", "data:read");
        await using var stream = await EventClient.OpenAsync(_server.CreateClient().WithBearer(token), "/api/users/me/history");

        await ExecuteAsync("update users set managed_by = null where id = 'junior'");

        (await stream.ReadAsync()).Should().BeNull();
    }

    [Fact]
    public async Task DeletedAccount_EndsTheStream()
    {
        await using var stream = await EventClient.OpenAsync(_server.As("outsider"), "/api/users/me/history");

        using var response = await _server.As("admin").DeleteAsync("/api/users/outsider");
        response.EnsureSuccessStatusCode();

        (await stream.ReadAsync()).Should().BeNull();
    }

    [Fact]
    public async Task EndOfTheToken_EndsTheStream()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var client = _server.CreateClient(services => services.AddSingleton<TimeProvider>(clock));
        var end = clock.GetUtcNow().AddMinutes(5);
        client.WithBearer(TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = end.ToUnixTimeSeconds()));
        await using var stream = await EventClient.OpenAsync(client, "/api/history");
        var reading = stream.ReadAsync();

        clock.Advance(TimeSpan.FromMinutes(4));
        await Task.Delay(50);
        reading.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));

        (await reading).Should().BeNull();
    }

    [Fact]
    public async Task QuietStream_HasACommentAndAnIdEvery15Seconds()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var client = _server.CreateClient(services => services.AddSingleton<TimeProvider>(clock));
        client.WithBearer(TestIssuer.BuiltIn.Token("admin"));
        await using var stream = await EventClient.OpenAsync(client, "/api/history");
        stream.Comments.Should().Be(1);
        var reading = stream.ReadBlockAsync();

        clock.Advance(TimeSpan.FromSeconds(14));
        await Task.Delay(50);
        stream.Comments.Should().Be(1);
        // The stream can begin to wait after the first advance.
        while (!reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        (await reading)!.Id.Should().HaveLength(22);
        stream.Comments.Should().Be(2);
    }

    [Fact]
    public async Task StoppingServer_EndsItsStreams()
    {
        using var client = _server.CreateClient(("Health:DrainSeconds", "0")).WithBearer(TestIssuer.BuiltIn.Token("admin"));
        await using var stream = await EventClient.OpenAsync(client, "/api/history");

        _server.Stop();

        (await stream.ReadAsync()).Should().BeNull();
    }

    private async Task PutAsync(int level)
    {
        using var response = await _server.As("admin").PutAsync(
            "/api/integrations/abc-123/shares/user:asmith",
            new StringContent($$"""{"accessLevel": {{level}}}""", Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.ExecuteAsync(sql);
    }
}
