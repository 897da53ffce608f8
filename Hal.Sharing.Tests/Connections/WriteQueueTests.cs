using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Shares;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Connections;

/// <summary>Writes of one integration wait in the server, so that many of them hold up no others.</summary>
public sealed class WriteQueueTests : IAsyncLifetime
{
    private const string Busy = "abc-123";
    private const string Other = "gd-001";
    private const int ManyMoreThanConnections = 60;

    // Without those that wait in PostgreSQL, and the one whose turn is next.
    private const int InServer = ManyMoreThanConnections - 2;

    // Locks that a statement of another transaction holds, and places to wait that are taken.
    private const string WaitingSql =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static readonly Caller Admin = new("admin");
    private static readonly Caller Jdoe = new("jdoe");

    private readonly DemoDatabase _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task FewWritesOfOneIntegration_WaitInPostgres_AndAllSucceed()
    {
        await using var stack = new DataStack(_database.ConnectionString);
        await using var held = await LockAsync(stack);
        var writes = StartMany(stack, Admin);
        await UntilWaitingAsync(stack, InServer);

        (await stack.ScalarAsync<int>(WaitingSql)).Should().Be(WriteLimits.Default.Concurrent);
        await held.DisposeAsync();

        (await Task.WhenAll(writes)).Should().NotContainNulls();
        stack.Get<WriteQueues>().Waiting.Should().Be(0);
    }

    [Fact]
    public async Task WriteOfAnotherIntegration_DoesNotWait()
    {
        await using var stack = new DataStack(_database.ConnectionString);
        await using var held = await LockAsync(stack);
        var writes = StartMany(stack, Admin);
        await UntilWaitingAsync(stack, InServer);

        var other = await PutAsync(stack, Admin, Other, "user:bwong");

        other.Should().BeOfType<ShareResult.Created>();
        writes.Should().NotContain(write => write.IsCompleted);
        await held.DisposeAsync();
        await Task.WhenAll(writes);
    }

    [Fact]
    public async Task Callers_TakeTurns_HoweverManyRequestsOneSends()
    {
        await using var stack = new DataStack(_database.ConnectionString);
        await using var held = await LockAsync(stack);
        var writes = StartMany(stack, Admin);
        await UntilWaitingAsync(stack, InServer);
        var late = PutAsync(stack, Jdoe, Busy, "user:bwong");

        await held.DisposeAsync();
        await late;

        writes.Count(write => write.IsCompleted).Should().BeLessThan(
            ManyMoreThanConnections / 2, "one request of another caller does not wait for all of them");
        await Task.WhenAll(writes);
    }

    [Fact]
    public async Task MoreThanCanWait_AreRefused()
    {
        await using var stack = new DataStack(_database.ConnectionString, writes: new WriteLimits(1, 1));
        await using var held = await LockAsync(stack);
        var writes = new List<Task<ShareResult>> { PutAsync(stack, Admin, Busy, "user:bwong") };
        await stack.UntilAsync($"select ({WaitingSql}) = 1");
        // In any order: one has its turn in the server but no place in PostgreSQL, one waits for it, and one is refused.
        List<Task<ShareResult>> others = [.. Enumerable.Range(0, 3).Select(_ => PutAsync(stack, Admin, Busy, "user:bwong"))];
        writes.Add(PutAsync(stack, Jdoe, Busy, "user:bwong"));

        var refused = await Task.WhenAny(others);

        (await FluentActions.Awaiting(() => refused).Should().ThrowAsync<DatabaseUnavailableException>())
            .Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(1));
        writes.Should().NotContain(write => write.IsCompleted, "another caller has places of their own");
        await held.DisposeAsync();
        (await Task.WhenAll(writes.Concat(others.Where(write => write != refused)))).Should().NotContainNulls();
    }

    [Fact]
    public async Task WithoutLimit_AllWaitInPostgres()
    {
        await using var stack = new DataStack(_database.ConnectionString, writes: WriteLimits.None);
        await using var held = await LockAsync(stack);
        var writes = Enumerable.Range(0, 10).Select(_ => PutAsync(stack, Admin, Busy, "user:bwong")).ToList();

        await stack.UntilAsync($"select ({WaitingSql}) = 10");

        stack.Get<WriteQueues>().Waiting.Should().Be(0);
        await held.DisposeAsync();
        await Task.WhenAll(writes);
    }

    private static List<Task<ShareResult>> StartMany(DataStack stack, Caller caller) =>
        [.. Enumerable.Range(0, ManyMoreThanConnections).Select(i => PutAsync(stack, caller, Busy, "user:bwong", 1 + (i % 2)))];

    private static Task<ShareResult> PutAsync(DataStack stack, Caller caller, string integration, string principal, int level = 1) =>
        stack.Get<ShareCommands>().PutAsync(caller, integration, principal, level, Precondition.None, CancellationToken.None);

    private static async Task UntilWaitingAsync(DataStack stack, int waiting)
    {
        while (stack.Get<WriteQueues>().Waiting < waiting)
            await Task.Delay(10);
    }

    private static async Task<NpgsqlConnection> LockAsync(DataStack stack)
    {
        var connection = await stack.OutsideAsync();
        await connection.ExecuteAsync("begin; select from integrations where id = @Busy for update", new { Busy });
        return connection;
    }
}
