using System.Net;
using System.Text.Json;
using Hal.Sharing.Data.History;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.History;

/// <summary>
/// After random changes, each history of each user has exactly the changes of the plain rules, with the states and names that they allow,
/// page by page. What is hidden is neither there nor counted.
/// </summary>
public sealed class HistoryOracleTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string StoredSql = """
        select id, user_id, authorized_party as party, action, subject, before::text, after::text from changes
        where id > @last order by id
        """;

    private readonly RandomChanges _changes = new();
    private HistoryOracle? _oracle;
    private IReadOnlyList<StoredChange> _stored = [];
    private long _first;

    private HistoryOracle Oracle => _oracle!;

    private IEnumerable<string> Readers => RandomChanges.Users.Where(Oracle.Exists);

    [Fact]
    public async Task Histories_AreThoseOfTheRules()
    {
        var (compared, empty) = (0, 0);
        foreach (var user in Readers)
        {
            foreach (var integration in Oracle.Integrations)
            {
                var path = $"/api/integrations/{integration}/history";
                if (Oracle.CanRead(user, integration))
                    await CompareAsync(path, user, Oracle.OfIntegration(user, integration));
                else
                    (await StatusAsync(user, path)).Should().Be(HttpStatusCode.NotFound, "{0} of {1}", path, user);
            }
            foreach (var team in Oracle.Teams.Where(team => team is not ("analytics" or "engineering" or "coaching")))
            {
                var path = $"/api/teams/{team}/history";
                if (Oracle.IsAdmin(user, team))
                    await CompareAsync(path, user, Oracle.OfTeam(user, team));
                else
                    (await StatusAsync(user, path)).Should().Be(HttpStatusCode.Forbidden, "{0} of {1}", path, user);
            }
            await CompareAsync("/api/users/me/history", user, Oracle.Own(user));
            if (Oracle.IsSuperuser(user))
                await CompareAsync("/api/history", user, Oracle.All(user));
            else
                (await StatusAsync(user, "/api/history")).Should().Be(HttpStatusCode.Forbidden);
        }
        output.WriteLine($"{_stored.Count} changes, {compared} histories with and {empty} without changes");
        compared.Should().BeGreaterThan(100);
        empty.Should().BeGreaterThan(0);

        async Task CompareAsync(string path, string user, IReadOnlyList<ExpectedChange> expected)
        {
            var shown = await WalkAsync(path, user);
            shown.Should().Equal(expected.Reverse(), "{0} of {1}", path, user);
            if (shown.Count > 0)
                compared++;
            else
                empty++;
        }
    }

    [Fact]
    public async Task SingleChanges_AreReadableWithTheHistoriesThatHaveThem()
    {
        var (readable, hidden) = (0, 0);
        foreach (var user in Readers)
            foreach (var change in _stored.Where(change => change.Id % 9 == user.Length % 9))
            {
                var status = await StatusAsync(user, $"/api/changes/{_changes.Cipher.Encode(OpaqueKind.Change, change.Id)}");

                var isReadable = Oracle.CanReadChange(user, change);
                status.Should().Be(isReadable ? HttpStatusCode.OK : HttpStatusCode.NotFound, "{0} for {1}", change, user);
                (readable, hidden) = isReadable ? (readable + 1, hidden) : (readable, hidden + 1);
            }
        readable.Should().BeGreaterThan(50);
        hidden.Should().BeGreaterThan(50);
    }

    public async Task InitializeAsync()
    {
        await _changes.InitializeAsync();
        _first = await _changes.Stage.ScalarAsync<long>("select max(id) from changes");
        await _changes.RunAsync(600);
        _stored = await _changes.Stage.QueryAsync<StoredChange>(StoredSql, new { last = _first });
        _oracle = new(_changes.Start, await TableState.ReadAsync(_changes.Stage), _stored);
    }

    public Task DisposeAsync() => _changes.DisposeAsync();

    /// <summary>Reads all pages. All but the last are full.</summary>
    private async Task<List<ExpectedChange>> WalkAsync(string path, string user)
    {
        const int limit = 7;
        var found = new List<ExpectedChange>();
        for (var href = $"{path}?limit={limit}"; href is not null;)
        {
            using var answer = await _changes.Client.SendAsync(RandomChanges.Bearer(user), "GET", href);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0} of {1}", href, user);
            var page = await answer.JsonAsync();
            var changes = page.Embedded("inf:change");
            page.GetProperty("count").GetInt32().Should().Be(changes.Count);
            page.TryGetProperty("total", out _).Should().BeFalse("it would count");
            href = page.Href("next");
            changes.Count.Should().BeInRange(href is null ? 0 : limit, limit);
            found.AddRange(changes.Select(Shown));
        }
        // What the fixture has recorded before is not part of the world.
        return [.. found.Where(change => change.Id > _first)];
    }

    private ExpectedChange Shown(JsonElement change) => new(
        _changes.Cipher.Decode(OpaqueKind.Change, change.GetProperty("id").GetString()!)!.Value,
        change.TryGetProperty("before", out _), change.TryGetProperty("after", out _),
        change.TryGetProperty("by", out var by) ? by.GetString() : null);

    private async Task<HttpStatusCode> StatusAsync(string user, string path)
    {
        using var answer = await _changes.Client.SendAsync(RandomChanges.Bearer(user), "GET", path);
        return answer.StatusCode;
    }
}
