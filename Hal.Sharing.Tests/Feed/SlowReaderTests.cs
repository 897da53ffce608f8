using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>A listener that does not read is ended instead of kept in memory; the others are not held up.</summary>
public sealed class SlowReaderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Changes = 5000;

    [Fact]
    public async Task ListenerThatDoesNotRead_IsEnded_AndTheOthersGetEverything()
    {
        await using var stack = new DataStack(database.ConnectionString);
        await stack.ExecuteAsync("""
            insert into account_ids (id, kind) values ('root', 'user');
            insert into principals (id, kind, name) values ('user:root', 'user', 'Root');
            insert into users (id, is_superuser, created_at, updated_at) values ('root', true, now(), now());
            """);
        var hub = stack.Get<FeedHub>();
        using var end = new CancellationTokenSource();
        var run = Task.Run(() => hub.RunAsync(end.Token));
        using var slow = (await hub.OpenAsync(new Caller("root"), FeedTopic.All, null, CancellationToken.None))!;
        using var fast = (await hub.OpenAsync(new Caller("root"), FeedTopic.All, null, CancellationToken.None))!;
        await using var unread = slow.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var first = unread.MoveNextAsync();
        var reading = ReadAsync(fast);

        await stack.ExecuteAsync("""
            insert into changes (at, user_id, action, subject)
            select clock_timestamp(), 'root', 'share.put', 'share:slow/user:' || n from generate_series(1, @Changes) n
            """, new { Changes });
        (await reading).Should().Be(Changes);

        slow.End.Should().Be(FeedEnd.TooSlow);
        slow.Overrun.IsCancellationRequested.Should().BeTrue();
        (await first).Should().BeTrue("what was handed out before is still there");
        var kept = unread.Current.Changes.Count;
        while (await unread.MoveNextAsync())
            kept += unread.Current.Changes.Count;
        kept.Should().BeLessThanOrEqualTo(2000);
        await end.CancelAsync();
        await run;
    }

    private static async Task<int> ReadAsync(FeedListener listener)
    {
        var count = 0;
        await foreach (var batch in listener.ReadAsync(CancellationToken.None))
            if ((count += batch.Changes.Count) >= Changes)
                break;
        return count;
    }
}
