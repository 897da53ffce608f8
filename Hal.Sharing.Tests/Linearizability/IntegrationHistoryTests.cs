using System.Diagnostics;
using System.Globalization;
using Hal.Sharing.Tests.Staleness;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Linearizability;

/// <summary>
/// Eight concurrent writers on one integration, at two servers: the responses of every round have one order that explains them all.
/// LINEARIZABILITY_SEED repeats the requests of a seed; their times differ in each run.
/// </summary>
public sealed class IntegrationHistoryTests(TwoServers servers, ITestOutputHelper output) : IClassFixture<TwoServers>
{
    private const int ShortRounds = 60;
    private const int LongRounds = 500;

    // A busy machine runs fewer rounds, instead of delaying the other tests.
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(15);

    private const string UsersSql = """
        insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id on conflict do nothing;
        insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@users) as id on conflict do nothing;
        insert into users (id, created_at, updated_at) select id, @at, @at from unnest(@users) as id on conflict do nothing;
        """;

    private const string IntegrationSql = """
        insert into integration_names (name, integration_id) values (@id, @id), (@id || '-slug', @id);
        insert into integrations (id, slug, name, owner_id, created_at, updated_at)
        values (@id, @id || '-slug', 'A', 'user:ann', @at, @at);
        insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
        select @id, 'user:' || name, level, 'ann', @at, @at from unnest(@names, @levels) as s (name, level);
        """;

    [Fact]
    public Task ConcurrentHistories_AreLinearizable() => RunAsync(ShortRounds, ShortTime);

    [Fact]
    [Trait("Category", "Long")]
    public Task FiveHundredConcurrentHistories_AreLinearizable() => RunAsync(LongRounds, Timeout.InfiniteTimeSpan);

    private async Task RunAsync(int rounds, TimeSpan limit)
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("LINEARIZABILITY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set)
            ? set : Random.Shared.Next(1_000_000);
        await servers.ExecuteAsync(UsersSql, new { users = HistoryRecorder.Users.ToArray(), at = SharingFixture.Past });
        var (clock, done, overlaps, refusals) = (Stopwatch.StartNew(), 0, 0, 0);
        while (done < rounds && (limit == Timeout.InfiniteTimeSpan || clock.Elapsed < limit))
        {
            var id = Accounts.NewId("integration");
            var shares = HistoryRecorder.Initial.Shares;
            await servers.ExecuteAsync(IntegrationSql, new
            {
                id, at = SharingFixture.Past, names = shares.Keys.ToArray(), levels = shares.Values.Select(share => share.Level).ToArray(),
            });
            var history = await new HistoryRecorder(servers, id, seed + done).RunAsync();
            var order = new Linearization<IntegrationState, IntegrationRequest, IntegrationResponse>(history, IntegrationRules.Apply)
                .Find(HistoryRecorder.Initial);
            if (order is null)
                throw new XunitException($"LINEARIZABILITY_SEED={seed + done}: no order explains\n{string.Join('\n', history)}");
            done++;
            overlaps += history.Zip(history.Skip(1)).Count(pair => pair.Second.Invoked < pair.First.Returned);
            refusals += history.Count(call => call.Observed is { Status: 403 or 404 or 412 });
        }
        output.WriteLine($"{done} rounds, {overlaps} overlaps, {refusals} refusals in {clock.Elapsed}; seed {seed}");
        overlaps.Should().BeGreaterThan(done, "the writers are concurrent");
        refusals.Should().BePositive("revocations, transfers and preconditions are part of it");
    }
}
