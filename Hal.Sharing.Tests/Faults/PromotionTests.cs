using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Several hosts in the connection string, and a primary that dies, hangs, or returns as a standby.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PromotionTests(DataFolders folders) : IClassFixture<DataFolders>
{
    /// <summary>The promise is 5 s. A busy machine may add what a process without a processor needs.</summary>
    private static readonly TimeSpan ServingAgain = TimeSpan.FromSeconds(8);

    /// <summary>As long as it takes to find out that a host does not accept a connection: no write may wait for that.</summary>
    private static readonly TimeSpan Stall = TimeLimits.Default.Open;

    [Theory]
    [InlineData("frozen", true)]
    [InlineData("frozen", false)]
    [InlineData("dead", true)]
    public async Task Promotion_IsFollowedByWrites_WithoutStalls(string primary, bool isFirst)
    {
        await using var a = await FaultyPostgres.StartAsync(folders.New());
        await a.ExecuteAsync("create table written (id bigint primary key)");
        await using var b = await a.StartStandbyAsync(folders.New());
        await a.ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await a.ExecuteAsync("select pg_reload_conf()");
        var hosts = isFirst ? $"{a.Host},{b.Host}" : $"{b.Host},{a.Host}";
        await using var stack = new DataStack($"Host={hosts};{FaultyPostgres.Login}");
        await using var writers = new Writers(stack.Database, 6);
        await writers.UntilAcknowledgedAsync();

        if (primary == "frozen")
            a.Freeze();
        else
            await a.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await b.PromoteAsync();
        var promoted = Stopwatch.GetTimestamp();
        var again = await writers.UntilAcknowledgedAsync();
        var stall = await writers.LongestGapAsync(TimeSpan.FromSeconds(6));
        await writers.DisposeAsync();

        Stopwatch.GetElapsedTime(promoted, again).Should().BeLessThan(ServingAgain);
        stall.Should().BeLessThan(Stall);
        writers.Unexpected.Should().BeEmpty();
        (await b.ScalarAsync<int>($"select count(*) from written where id in ({string.Join(',', writers.Acknowledged)})"))
            .Should().Be(writers.Acknowledged.Count, "no acknowledged write is lost");
        if (primary == "frozen")
        {
            // It still believes that it is the primary; its changes would be lost.
            a.Thaw();
            await a.ExecuteAsync("alter system set synchronous_standby_names = ''");
            await a.ExecuteAsync("select pg_reload_conf()");
            await stack.Database.WriteAsync((transaction, token) => Writers.InsertAsync(transaction, -1, token), default);
            (await b.ScalarAsync<bool>("select exists (select from written where id = -1)")).Should().BeTrue();
        }
    }

    [Fact]
    public async Task PrimaryThatReturnsAsStandby_IsUsedAgain_AfterItsPromotion()
    {
        await using var a = await FaultyPostgres.StartAsync(folders.New());
        await a.ExecuteAsync("create table written (id bigint primary key)");
        await using var b = await a.StartStandbyAsync(folders.New());
        await using var stack = new DataStack($"Host={a.Host},{b.Host};{FaultyPostgres.Login}");
        await WriteAsync(1);

        await a.KillAsync();
        await b.PromoteAsync();
        await WriteAsync(2);
        await a.FollowAsync(b);
        await b.UntilAsync("select exists (select from pg_stat_replication where state = 'streaming')");
        await WriteAsync(3);
        await a.UntilAsync("select exists (select from written where id = 3)");
        await b.KillAsync();
        await a.PromoteAsync();
        await WriteAsync(4);

        (await a.ScalarAsync<int>("select count(*) from written")).Should().Be(4);

        Task WriteAsync(int id) => stack.Database.WriteAsync((transaction, token) => Writers.InsertAsync(transaction, id, token), default);
    }
}
