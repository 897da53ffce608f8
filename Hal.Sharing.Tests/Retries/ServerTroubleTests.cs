using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

public sealed class ServerTroubleTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    [Theory]
    [InlineData("53100")]
    [InlineData("53200")]
    [InlineData("58030")]
    [InlineData("XX000")]
    public async Task BrokenServer_IsNotAskedAgain(string sqlState)
    {
        await using var stack = new DataStack(probe.ConnectionString);

        var failure = await FailAsync(stack, sqlState).Should().ThrowAsync<DatabaseUnavailableException>();

        failure.WithInnerException<PostgresException>().Which.SqlState.Should().Be(sqlState);
        stack.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task PreparedStatementThatAPoolerLost_IsUnavailable_WithAHint()
    {
        await using var stack = new DataStack(probe.ConnectionString);

        var failure = await stack.Database.Awaiting(d => d.ReadAsync(
            (connection, _) => connection.ExecuteAsync("execute not_there"), default)).Should().ThrowAsync<DatabaseUnavailableException>();

        failure.Which.Hint.Should().Contain("Max Auto Prepare=0");
    }

    [Fact]
    public async Task FullDisk_OpensTheBreakerOfWrites_ForAWhile()
    {
        var clock = new FakeTimeProvider();
        await using var stack = new DataStack(probe.ConnectionString, clock: clock);
        for (var i = 0; i < 10; i++)
            await FailAsync(stack, "53100").Should().ThrowAsync<DatabaseUnavailableException>();

        var attempts = 0;
        await stack.Invoking(_ => CountedWriteAsync()).Should().ThrowAsync<DatabaseUnavailableException>();
        attempts.Should().Be(0, "the breaker is open");
        (await OpeningTests.SelectOneAsync(stack)).Should().Be(1, "reads have a breaker of their own");

        clock.Advance(TimeSpan.FromSeconds(6));
        (await CountedWriteAsync()).Should().Be(1);

        Task<int> CountedWriteAsync() => stack.Database.WriteAsync((_, _) => Task.FromResult(++attempts), CancellationToken.None);
    }

    [Fact]
    public async Task ViolatedConstraints_PassAsTheyAre_AndNeverOpenTheBreaker()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("insert into probe values ('taken', 1)");

        for (var i = 0; i < 30; i++)
        {
            var failure = await stack.Database.Invoking(d => d.WriteAsync(
                (transaction, _) => transaction.Connection!.ExecuteAsync("insert into probe values ('taken', 1)", transaction: transaction),
                default))
                .Should().ThrowAsync<PostgresException>();
            (failure.Which.SqlState, failure.Which.ConstraintName).Should().Be(("23505", "probe_pkey"));
        }

        stack.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task PlansThatAMigrationMadeStale_AreForgotten_OnAllConnections()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("create table shape (id int); insert into shape values (1)");
        // Several connections at once, each with its own prepared statement.
        for (var i = 0; i < 3; i++)
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync()));
        await stack.ExecuteAsync("alter table shape add column name text default 'new'");

        (await ReadAsync()).Should().Be(2);
        stack.Log.Lines.Should().ContainSingle().Which.Should().Contain("0A000");

        Task<int> ReadAsync() => stack.Database.ReadAsync(async (connection, token) =>
        {
            await using var reader = await connection.ExecuteReaderAsync(
                new CommandDefinition("select *, pg_sleep(0.02) is null from shape", cancellationToken: token));
            return reader.FieldCount - 1;
        }, CancellationToken.None);
    }

    [Fact]
    public async Task SlowStatement_EndsAtItsLimit_AndIsNotRunAgain()
    {
        await using var stack = new DataStack(
            probe.ConnectionString, limits: TimeLimits.Default with { Statement = TimeSpan.FromSeconds(1) });

        var failure = await stack.Database.Invoking(d => d.ReadAsync(
            (connection, token) => connection.ExecuteAsync(new CommandDefinition("select pg_sleep(60)", cancellationToken: token)),
            default))
            .Should().ThrowAsync<DatabaseUnavailableException>();

        failure.WithInnerException<PostgresException>().Which.SqlState.Should().Be("57014");
        stack.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Log_HoldsNoValueOfARow()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.Database.Invoking(d => d.ReadAsync(
            (connection, _) => connection.ExecuteAsync("do $$ begin raise exception 'secret' using errcode = '40001'; end $$"), default))
            .Should().ThrowAsync<DatabaseUnavailableException>();

        stack.Log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("secret"));
    }

    private static Func<Task> FailAsync(DataStack stack, string sqlState) => () => stack.Database.WriteAsync(
        (transaction, _) => transaction.Connection!.ExecuteAsync(
            $"do $$ begin raise exception 'simulated' using errcode = '{sqlState}'; end $$", transaction: transaction),
            CancellationToken.None);
}
