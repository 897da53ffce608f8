using System.Net;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Searches;

/// <summary>A caller can run a few searches at once. They do not count for other callers.</summary>
public sealed class SearchLimitTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Search = "/api/integrations?q=sales";

    [Fact]
    public async Task CallerWithSearchInProgress_Gets429_UntilItEnds()
    {
        using var client = server.CreateClient(("Limits:SearchesPerCaller", "1"));
        await using var other = await HoldAsync("integrations");
        var first = SendAsync(client, "jdoe", Search);
        await WaitUntilBlockedAsync();

        using var second = await SendAsync(client, "jdoe", Search, ("X-Forwarded-For", "203.0.113.7"));
        using var users = await SendAsync(client, "jdoe", "/api/users?q=a");
        var (list, ofAnother) = (SendAsync(client, "jdoe", "/api/integrations"), SendAsync(client, "asmith", Search));
        await other.DisposeAsync();
        using var answered = await first;
        using var again = await SendAsync(client, "jdoe", Search);

        second.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter!.Delta!.Value.Should().BePositive();
        var problem = await second.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/too-many-requests");
        problem.GetProperty("detail").GetString().Should().Be(
            "You have 1 search in progress, which is the limit; wait until one ends, then search again.");
        users.StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "all searches count together");
        (await list).StatusCode.Should().Be(HttpStatusCode.OK, "a list without a text to find does not count");
        (await ofAnother).StatusCode.Should().Be(HttpStatusCode.OK, "callers do not share the limit");
        answered.StatusCode.Should().Be(HttpStatusCode.OK);
        again.StatusCode.Should().Be(HttpStatusCode.OK, "the first search is done");
    }

    [Fact]
    public async Task RefusedSearch_DoesNotCount()
    {
        using var client = server.CreateClient(("Limits:SearchesPerCaller", "1"));

        for (var times = 0; times < 3; times++)
        {
            using var refused = await SendAsync(client, "jdoe", $"{Search}&limit=0");
            refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }
    }


    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string userId, string path, params (string, string)[] headers) =>
        await client.GetAsync(path, [("Authorization", $"Bearer {TestIssuer.BuiltIn.Token(userId)}"), .. headers]);

    /// <summary>Locks the table against reads until the connection is disposed.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string table)
    {
        var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"begin; lock table {table} in access exclusive mode");
        return connection;
    }

    private async Task WaitUntilBlockedAsync()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        while (await connection.ExecuteScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
            await Task.Delay(10);
    }
}
