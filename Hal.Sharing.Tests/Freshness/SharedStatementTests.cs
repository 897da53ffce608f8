using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Freshness;

/// <summary>Requests that wait at the same time share a statement, and none gets the row or the failure of another.</summary>
public sealed class SharedStatementTests(SharingFixture fixture) : IClassFixture<SharingFixture>
{
    // The functions that every statement calls wait for this lock: questions that arrive since then must wait together.
    private const string HoldSql = "lock table integrations in access exclusive mode";

    private static readonly (string Caller, string? Id)[] Questions =
    [
        ("admin", "abc-123"), ("jdoe", "abc-123"), ("outsider", null), ("asmith", "wh-001"), ("bwong", "wh-001"), ("coach", null),
        ("jdoe", "gd-001"), ("admin", "gd-001"), ("asmith", "salesforce"), ("nobody", null),
    ];

    [Fact]
    public async Task Requests_ShareTwoStatements_AndGetTheirOwnRows()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var reads = new List<Task<string?>>();
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            for (var round = 0; round < 20; round++)
                foreach (var (caller, id) in Questions.Where(question => question.Caller != "nobody"))
                    reads.Add(ReadAsync(data, caller, id ?? "abc-123"));
            await HeldTransaction.UntilWaitingAsync(fixture, Task.WhenAll(reads), 2);
            await Task.Delay(50);

            (await WaitingAsync()).Should().Be(2, "all other questions wait in the server");
        }

        var rows = await Task.WhenAll(reads);

        var expected = Questions.Where(question => question.Caller != "nobody")
            .Select(question => question.Id == "salesforce" ? "abc-123" : question.Id).ToArray();
        rows.Chunk(expected.Length).Should().AllSatisfy(chunk => chunk.Should().Equal(expected));
    }

    [Fact]
    public async Task RefusedCaller_IsRefusedAlone()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var reads = new List<Task<string?>>();
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            var first = await OccupyAsync(data);
            foreach (var (caller, _) in Questions)
                reads.Add(ReadAsync(data, caller, "abc-123"));
            await HeldTransaction.UntilWaitingAsync(fixture, first, 2);
        }

        await reads[^1].Invoking(read => read).Should().ThrowAsync<CallerRefusedException>();
        var alone = new List<string?>();
        foreach (var (caller, _) in Questions[..^1])
            alone.Add(await ReadAsync(data, caller, "abc-123"));
        (await Task.WhenAll(reads[..^1])).Should().Equal(alone).And.Contain("abc-123").And.Contain((string?)null);
    }

    [Fact]
    public async Task QuestionThatFails_FailsAlone()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var reads = new List<Task<string?>>();
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            var first = await OccupyAsync(data);
            for (var i = 0; i < 10; i++)
                // No text of PostgreSQL can contain the character NUL.
                reads.Add(ReadAsync(data, "admin", i == 5 ? "abc\0" : "abc-123"));
            await HeldTransaction.UntilWaitingAsync(fixture, first, 2);
        }

        await reads[5].Invoking(read => read).Should().ThrowAsync<PostgresException>();
        (await Task.WhenAll(reads.Where((_, i) => i != 5))).Should().AllBe("abc-123");
    }

    [Fact]
    public async Task BackendThatIsTerminated_CostsNoRequest()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var reads = new List<Task<string?>>();
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            var first = await OccupyAsync(data);
            reads.Add(first);
            for (var i = 0; i < 10; i++)
                reads.Add(ReadAsync(data, "admin", "abc-123"));
            await HeldTransaction.UntilWaitingAsync(fixture, first, 2);
            foreach (var pid in await fixture.QueryAsync<int>(
                "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
                await data.TerminateAsync(pid);
        }

        (await Task.WhenAll(reads)).Should().AllBe("abc-123");
    }

    [Fact]
    public async Task FrozenTable_EndsEveryRequestAtItsLimit()
    {
        var limits = new TimeLimits
        {
            Lock = TimeSpan.FromSeconds(30), Statement = TimeSpan.FromSeconds(30), Command = TimeSpan.FromSeconds(30),
            Request = TimeSpan.FromSeconds(1),
        };
        await using var data = new DataStack(fixture.ConnectionString, limits: limits);
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            // 200 questions are four statements: those that wait for the first two have the same time.
            var reads = Enumerable.Range(0, 200).Select(_ => ReadAsync(data, "admin", "abc-123")).ToList();
            foreach (var read in reads)
                await read.Invoking(task => task).Should().ThrowAsync<DatabaseUnavailableException>();
        }

        (await ReadAsync(data, "admin", "abc-123")).Should().Be("abc-123");
    }

    [Fact]
    public async Task RequestThatIsCancelled_LeavesTheOthers()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        using var cancellation = new CancellationTokenSource();
        Task<string?> cancelled, other;
        await using (await HeldTransaction.BeginAsync(fixture, HoldSql))
        {
            var first = await OccupyAsync(data);
            cancelled = ReadAsync(data, "admin", "abc-123", cancellation.Token);
            other = ReadAsync(data, "jdoe", "abc-123");
            await HeldTransaction.UntilWaitingAsync(fixture, first, 2);
            await cancellation.CancelAsync();
            await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        }

        (await other).Should().Be("abc-123");
    }

    /// <summary>Sends the first statement, so that later questions wait for it and share the second one.</summary>
    private async Task<Task<string?>> OccupyAsync(DataStack data)
    {
        var first = ReadAsync(data, "admin", "abc-123");
        await HeldTransaction.UntilWaitingAsync(fixture, first, 1);
        return first;
    }

    private static async Task<string?> ReadAsync(DataStack data, string caller, string id, CancellationToken cancellationToken = default) =>
        (await data.Get<IntegrationQueries>().GetAsync(new(caller), id, cancellationToken))?.Integration.Id;

    private Task<int> WaitingAsync() => fixture.ScalarAsync<int>(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
