using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Connections;

public sealed class PreparedStatementTests(PrivateDatabase database) : IClassFixture<PrivateDatabase>
{
    private const string PreparedSql = "select statement from pg_prepared_statements order by statement";

    [Fact]
    public async Task Statement_StaysPrepared_AcrossUsesOfThePool()
    {
        await using var stack = new DataStack(database.ConnectionString, "Maximum Pool Size=1");
        for (var i = 0; i < 5; i++)
            await stack.Database.ReadAsync((connection, _) => connection.ExecuteScalarAsync<int>("select @i + 1000", new { i }), default);

        var prepared = await stack.Database.ReadAsync((connection, _) => connection.QueryAsync<(string Statement, long Plans)>(
            "select statement, generic_plans + custom_plans from pg_prepared_statements where statement like '%1000'"), default);

        prepared.Should().ContainSingle().Which.Should().Be(("select $1 + 1000", 4L), "it was prepared at its second use");
    }

    [Fact]
    public async Task EveryStatementOfOneText_IsPrepared_AndNamedParametersAreShared()
    {
        await using var stack = new DataStack(database.ConnectionString, "Maximum Pool Size=1");
        for (var i = 0; i < 3; i++)
        {
            var sum = await stack.Database.WriteAsync(async (transaction, cancellationToken) =>
            {
                var command = new CommandDefinition(
                    "select @a::int + 2001; select @b::int + @a::int + 2002", new { a = i, b = 10 }, transaction,
                    cancellationToken: cancellationToken);
                await using var results = await transaction.Connection!.QueryMultipleAsync(command);
                return await results.ReadSingleAsync<int>() + await results.ReadSingleAsync<int>();
            }, default);
            sum.Should().Be(4013 + (2 * i));
        }

        // In a write, because writes have connections of their own.
        var prepared = await stack.Database.WriteAsync(
            (transaction, _) => transaction.Connection!.QueryAsync<string>(PreparedSql), default);

        prepared.Should().Contain(["select $1::int + 2001", "select $1::int + $2::int + 2002"]);
    }

    [Fact]
    public async Task Begin_IsSentWithTheFirstStatement()
    {
        await using var stack = new DataStack(database.ConnectionString);
        var states = await stack.Database.WriteAsync(async (transaction, _) =>
        {
            var pid = transaction.Connection!.ProcessID;
            var before = await StateAsync(pid);
            await transaction.Connection.ExecuteAsync("select 1", transaction: transaction);
            return (before, await StateAsync(pid));
        }, default);

        states.Should().Be(("idle", "idle in transaction"));

        Task<string> StateAsync(int pid) => stack.ScalarAsync<string>("select state from pg_stat_activity where pid = @pid", new { pid });
    }
}
