using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>The check finds nothing without a fault, and finds every fault that was made on purpose.</summary>
public sealed class AcknowledgedWritesTests
{
    private const int Enough = 300;

    [Fact]
    public async Task UndisturbedWrites_HaveNoFaults_AndTamperingIsFound()
    {
        using var server = new ListeningServer();
        await server.InitializeAsync();
        await using var writes = new AcknowledgedWrites(server.ConnectionString, server.Address);
        await writes.StartAsync();
        while (writes.Ledger.Count(WriteOutcome.Acknowledged) < Enough)
            await Task.Delay(20);
        await writes.StopAsync();

        (await writes.VerifyAsync()).Should().BeEmpty();
        writes.Ledger.Count(WriteOutcome.Unknown).Should().Be(0);
        (await TamperAsync(server.ConnectionString, writes, LevelSql))
            .Should().Contain(fault => fault.Contains("the table has 2147483647", StringComparison.Ordinal));
        (await TamperAsync(server.ConnectionString, writes, RecordSql))
            .Should().Contain(fault => fault.Contains("is not explained", StringComparison.Ordinal));
        (await TamperAsync(server.ConnectionString, writes, IntegrationSql))
            .Should().Contain(fault => fault.Contains("Acknowledged, but there are 0 integrations", StringComparison.Ordinal));

        await server.DisposeAsync();
    }

    private const string LevelSql = """
        update shares set access_level = 2147483647
        where (integration_id, principal_id) = (
            select integration_id, principal_id from shares where integration_id = any(@ids) limit 1)
        """;

    // The record refuses deletions, unless triggers are off.
    private const string RecordSql = """
        set session_replication_role = replica;
        delete from changes
        where id = (select max(id) from changes where action = 'share.put' and split_part(substr(subject, 7), '/', 1) = any(@ids))
        """;

    private const string IntegrationSql = """
        delete from integrations
        where id = (select max(id) from integrations where starts_with(name, @names) and not id = any(@ids))
        """;

    private static async Task<IReadOnlyList<string>> TamperAsync(string connectionString, AcknowledgedWrites writes, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        var before = await writes.VerifyAsync();
        (await connection.ExecuteAsync(sql, new { ids = writes.Integrations.ToArray(), names = writes.Users.Names })).Should().Be(1);
        return [.. (await writes.VerifyAsync()).Except(before)];
    }
}
