using Hal.Sharing.Data.Feed;
using Hal.Sharing.Tests.Plans;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>An idle feed, and reading its end, cost the same however many changes there are; adopting them reads each once.</summary>
public sealed class FeedPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Changes = 40_000;

    [Fact]
    public async Task IdleSealing_AndTheEndOfTheFeed_ReadFewBlocks()
    {
        await using var stack = new DataStack(database.ConnectionString);
        // Half of them as from before the migration.
        await stack.ExecuteAsync("""
            insert into changes (at, user_id, action, subject, xid)
            select now(), 'admin', 'share.put', 'share:plan/user:' || n, case when n > @old then pg_current_xact_id() end
            from generate_series(1, @Changes) n
            """, new { Changes, old = Changes / 2 });
        await stack.ExecuteAsync("analyze changes");
        var steps = 0;
        do
        {
            await stack.Get<FeedSealing>().SealAsync(CancellationToken.None);
            (steps++).Should().BeLessThan(1000);
        }
        while (await stack.ScalarAsync<int>("select count(*) from feed") < Changes
            || await stack.ScalarAsync<bool>("select adopted_id is not null from feed_sealing"));
        await stack.ExecuteAsync("vacuum analyze changes, feed");

        (await stack.BlocksAsync("FeedSealing.SealSql", "admin", ("most", FeedSealing.Most))).Should().BeLessThan(80);
        (await stack.BlocksAsync("FeedQueries.EntriesSql", "admin", ("after", Changes - 100))).Should().BeLessThan(600);
        (await stack.BlocksAsync("FeedQueries.LastSql", "admin")).Should().BeLessThan(20);
    }
}
