using Hal.Sharing.Data.Feed;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>Which changes get positions, and in which order. Other databases of the cluster also delay them, so tests wait.</summary>
public sealed class SealTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly DataStack _stack = new(database.ConnectionString);

    public async Task InitializeAsync() => await _stack.ExecuteAsync(
        "set session_replication_role = replica; delete from feed; delete from changes");

    public Task DisposeAsync() => _stack.DisposeAsync().AsTask();

    [Fact]
    public async Task ChangeThatCommitsLater_IsAfterThoseThatAreSealed()
    {
        await using (var first = await FeedRecord.BeginAsync(_stack, "first"))
        {
            await FeedRecord.WriteAsync(_stack, "second");
            await SealAsync();
            (await FeedRecord.ReadAsync(_stack)).Should().BeEmpty("the first transaction can still commit, and belongs before the second");
            await first.CommitAsync();
        }
        await UntilSealedAsync(2);

        (await FeedRecord.ReadAsync(_stack)).Should().Equal("first", "second");
    }

    [Fact]
    public async Task ChangeThatWasRolledBack_HasNoPosition()
    {
        await using (await FeedRecord.BeginAsync(_stack, "rolled back"))
            await FeedRecord.WriteAsync(_stack, "kept");
        await UntilSealedAsync(1);

        (await _stack.ScalarAsync<long>("select max(position) - min(position) + 1 from feed")).Should().Be(1);
        (await FeedRecord.ReadAsync(_stack)).Should().Equal("kept");
    }

    [Fact]
    public async Task HigherNumberOfAnOlderTransaction_IsFirst()
    {
        await using var connection = await _stack.OutsideAsync();
        await using var older = await connection.BeginTransactionAsync();
        await new Npgsql.NpgsqlCommand("select pg_current_xact_id()", connection, older).ExecuteScalarAsync();
        await FeedRecord.WriteAsync(_stack, "lower number");
        await new Npgsql.NpgsqlCommand(
            "insert into changes (at, user_id, action, subject) values (now(), 'admin', 'share.put', 'higher number')", connection, older)
            .ExecuteNonQueryAsync();
        await older.CommitAsync();
        await UntilSealedAsync(2);

        (await FeedRecord.ReadAsync(_stack)).Should().Equal("higher number", "lower number");
    }

    [Fact]
    public async Task MoreChangesThanOneBatch_AreAllSealed()
    {
        await _stack.ExecuteAsync("""
            insert into changes (at, user_id, action, subject)
            select now(), 'admin', 'share.put', n::text from generate_series(1, @many) n
            """, new { many = (2 * FeedSealing.Most) + 1 });
        await UntilSealedAsync((2 * FeedSealing.Most) + 1);

        (await _stack.ScalarAsync<bool>("""
            select bool_and(f.change_id = c.id) from feed f
            join (select id, row_number() over (order by id) + (select min(position) - 1 from feed) as n from changes) c on c.n = f.position
            """)).Should().BeTrue();
    }

    [Fact]
    public async Task ServerThatDoesNotGetTheLock_SealsNothingAndDoesNotWait()
    {
        await UntilSealedAsync(0);
        await FeedRecord.WriteAsync(_stack, "one");
        await using var connection = await _stack.OutsideAsync();
        await using var sealing = await connection.BeginTransactionAsync();
        while (true)
        {
            await using var command = new Npgsql.NpgsqlCommand("select sealed from seal_changes(10)", connection, sealing);
            if (await command.ExecuteScalarAsync() is > 0)
                break;
            await Task.Delay(10);
        }

        var other = await SealAsync();
        await sealing.CommitAsync();

        other.Sealed.Should().Be(0);
        other.BehindSeconds.Should().NotBeNull("the other server's position is not committed yet");
        (await FeedRecord.ReadAsync(_stack)).Should().Equal("one");
    }

    [Fact]
    public async Task OpenTransaction_ShowsHowFarTheFeedIsBehind()
    {
        await using var open = await FeedRecord.BeginAsync(_stack, "open");
        await FeedRecord.WriteAsync(_stack, "waits");

        (await SealAsync()).BehindSeconds.Should().BeGreaterThan(0);

        await open.CommitAsync();
        await UntilSealedAsync(2);
        (await SealAsync()).BehindSeconds.Should().BeNull();
    }

    /// <summary>docs/operations.md says so: IDs of transactions are those of the cluster.</summary>
    [Fact]
    public async Task TransactionOfAnotherDatabase_DelaysTheFeed()
    {
        await using var other = new Npgsql.NpgsqlConnection($"{database.ConnectionString};Database=postgres;Pooling=false");
        await other.OpenAsync();
        await using var open = await other.BeginTransactionAsync();
        await new Npgsql.NpgsqlCommand("select pg_current_xact_id()", other, open).ExecuteScalarAsync();
        await FeedRecord.WriteAsync(_stack, "later");

        await SealAsync();
        await SealAsync();
        (await FeedRecord.ReadAsync(_stack)).Should().BeEmpty();

        await open.CommitAsync();
        await UntilSealedAsync(1);
        (await FeedRecord.ReadAsync(_stack)).Should().Equal("later");
    }

    private Task<SealedChanges> SealAsync() => _stack.Get<FeedSealing>().SealAsync(CancellationToken.None);

    private async Task UntilSealedAsync(int count)
    {
        do
            await SealAsync();
        while (await _stack.ScalarAsync<int>("select count(*) from feed") < count
            || await _stack.ScalarAsync<bool>("select adopted_id is not null or system_identifier is null from feed_sealing"));
    }
}
