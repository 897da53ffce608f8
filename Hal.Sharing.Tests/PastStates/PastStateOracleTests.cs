using System.Globalization;
using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.History;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.PastStates;

/// <summary>
/// After random changes, the state at each time is that of a model that has kept them all, for each caller who can read the integration
/// today: on each change, a millisecond before it and a millisecond after it.
/// </summary>
public sealed class PastStateOracleTests : IAsyncLifetime
{
    private const string StoredSql =
        "select id, user_id, authorized_party as party, action, subject, before::text, after::text from changes "
        + "where id > @last order by id";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Random _random = new(23);
    private readonly RandomChanges _changes;
    private readonly ITestOutputHelper _output;
    private RecordedStates? _states;
    private HistoryOracle? _oracle;

    public PastStateOracleTests(ITestOutputHelper output) => (_changes, _output) = (new RandomChanges { Clock = _clock }, output);

    private RecordedStates States => _states!;

    private HistoryOracle Oracle => _oracle!;

    [Fact]
    public async Task EachState_IsThatOfTheModel()
    {
        var (readers, integrations) = (RandomChanges.Users.Where(Oracle.Exists).ToList(), Oracle.Integrations.ToList());
        var (compared, absent) = (0, 0);
        foreach (var time in States.Times.Skip(1))
        {
            var integration = integrations[_random.Next(integrations.Count)];
            var able = readers.Where(reader => Oracle.CanRead(reader, integration)).ToList();
            var reader = able[_random.Next(able.Count)];
            foreach (var at in new[] { time.AddMilliseconds(-1), time, time.AddMilliseconds(1) })
                if (await IsComparedAsync(integration, reader, at))
                    compared++;
                else
                    absent++;
        }
        _output.WriteLine($"{compared} states compared, {absent} from before an integration");
        compared.Should().BeGreaterThan(250);
    }

    [Fact]
    public async Task CallersWithoutAccessToday_SeeNoPastState()
    {
        var refused = 0;
        foreach (var reader in RandomChanges.Users.Where(Oracle.Exists))
            foreach (var integration in Oracle.Integrations.Where(integration => !Oracle.CanRead(reader, integration)))
            {
                using var answer = await SendAsync(reader, $"/api/integrations/{integration}/shares?at={Text(States.Times[^1])}");
                answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
                refused++;
            }
        refused.Should().BeGreaterThan(10);
    }

    public async Task InitializeAsync()
    {
        await _changes.InitializeAsync();
        var last = await _changes.Stage.ScalarAsync<long>("select coalesce(max(id), 0) from changes");
        _states = new(SharingFixture.Past, _changes.Start);
        await _changes.RunAsync(500, async (_, status) =>
        {
            if (status < 300)
                States.Add(_clock.GetUtcNow().UtcDateTime, await TableState.ReadAsync(_changes.Stage));
            _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(4)));
        });
        _clock.Advance(TimeSpan.FromSeconds(1));
        _oracle = new(
            _changes.Start, await TableState.ReadAsync(_changes.Stage),
            await _changes.Stage.QueryAsync<StoredChange>(StoredSql, new { last }));
    }

    public Task DisposeAsync() => _changes.DisposeAsync();

    private async Task<bool> IsComparedAsync(string integration, string reader, DateTime at)
    {
        var (path, query, because) = ($"/api/integrations/{integration}", $"?at={Text(at)}", $"{integration} at {at:O} for {reader}");
        using var owner = await SendAsync(reader, $"{path}/owner{query}");
        if (States.Owner(integration, at) is not { } expected)
        {
            owner.StatusCode.Should().Be(HttpStatusCode.NotFound, because);
            return false;
        }
        owner.StatusCode.Should().Be(Oracle.CanSee(reader, expected) ? HttpStatusCode.OK : HttpStatusCode.NotFound, because);
        if (owner.IsSuccessStatusCode)
            (await owner.JsonAsync()).GetProperty("id").GetString().Should().Be(expected, because);

        var shares = States.Shares(integration, at).Where(share => Oracle.CanSee(reader, share.Key)).ToDictionary();
        (await WalkAsync(reader, $"{path}/shares{query}&limit=2", "inf:integration-share", Shown)).Should().Equal(
            shares.OrderBy(share => share.Key, StringComparer.Ordinal).Select(share => (share.Key, share.Value)), because);
        foreach (var principal in shares.Keys.Append("user:kid1").Append("team:crew").Distinct())
        {
            using var one = await SendAsync(reader, $"{path}/shares/{principal}{query}");
            one.StatusCode.Should().Be(shares.ContainsKey(principal) ? HttpStatusCode.OK : HttpStatusCode.NotFound, because);
            if (one.IsSuccessStatusCode)
                (await one.JsonAsync()).GetProperty("accessLevel").GetInt32().Should().Be(shares[principal], because);
        }
        await CompareAccessAsync(integration, reader, at, because);
        return true;
    }

    private async Task CompareAccessAsync(string integration, string reader, DateTime at, string because)
    {
        var (path, query) = ($"/api/integrations/{integration}/access", $"?at={Text(at)}");
        var expected = new PastAccess(States.At(at), States.At(DateTime.MaxValue), Oracle, integration, reader).List();
        (await WalkAsync(reader, $"{path}{query}&limit=3", "inf:access", Listed)).Should().Equal(expected, because);
        foreach (var user in RandomChanges.Users.Where((_, number) => number % 5 == at.Millisecond % 5))
        {
            using var one = await SendAsync(reader, $"{path}/user:{user}{query}");
            var access = expected.SingleOrDefault(access => access.UserId == user);
            one.StatusCode.Should().Be(access is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, because);
            if (access is not null)
                Listed(await one.JsonAsync()).Should().Be(access, because);
        }
    }

    private async Task<List<T>> WalkAsync<T>(string reader, string first, string rel, Func<JsonElement, T> read)
    {
        var found = new List<T>();
        for (var href = first; href is not null;)
        {
            using var answer = await SendAsync(reader, href);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0} for {1}", href, reader);
            var page = await answer.JsonAsync();
            found.AddRange(page.Embedded(rel).Select(read));
            page.TryGetProperty("total", out _).Should().BeFalse("it would count");
            href = page.Href("next");
        }
        return found;
    }

    private static (string, int) Shown(JsonElement share) =>
        (share.GetProperty("principalId").GetString()!, share.GetProperty("accessLevel").GetInt32());

    private static ListedAccess Listed(JsonElement access)
    {
        var paths = access.GetProperty("paths");
        return new(
            access.GetProperty("userId").GetString()!, access.GetProperty("level").ToString(),
            paths.ValueKind == JsonValueKind.Array ? paths.GetArrayLength() : paths.GetInt32());
    }

    private Task<HttpResponseMessage> SendAsync(string reader, string path) =>
        _changes.Client.SendAsync(RandomChanges.Bearer(reader), "GET", path);

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
