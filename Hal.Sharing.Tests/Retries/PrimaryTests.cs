using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

public sealed class PrimaryTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    [Fact]
    public async Task ServerThatBecameReadOnly_IsAskedOnceMore_OnFreshConnections()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await SetReadOnlyAsync(stack, "on");
        var attempts = 0;

        await stack.Database.WriteAsync(async (transaction, token) =>
        {
            if (attempts++ == 0)
                await SetReadOnlyAsync(stack, "off");
            return await ProbeTable.IncrementAsync(transaction, "primary", token);
        }, default);

        attempts.Should().Be(2);
        (await ProbeTable.CountAsync(stack, "primary")).Should().Be(1);
    }

    [Fact]
    public async Task ServerThatStaysReadOnly_IsUnavailable_AfterTwoAttempts()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Options=-c default_transaction_read_only=on");
        var attempts = 0;

        var failure = await stack.Database.Invoking(d => d.WriteAsync((transaction, token) =>
        {
            attempts++;
            return ProbeTable.IncrementAsync(transaction, "standby", token);
        }, default)).Should().ThrowAsync<DatabaseUnavailableException>();

        failure.WithInnerException<PostgresException>().Which.SqlState.Should().Be("25006");
        attempts.Should().Be(2);
    }

    [Fact]
    public async Task DeadHost_IsPassedOver()
    {
        var alive = new NpgsqlConnectionStringBuilder(probe.ConnectionString).Host;
        await using var stack = new DataStack(probe.ConnectionString, $"Host=127.0.0.1:{FreePort.Find()},{alive}");

        (await OpeningTests.SelectOneAsync(stack)).Should().Be(1);
        stack.Log.Lines.Should().BeEmpty();
    }

    /// <summary>The words have no code; this test notices when Npgsql changes them.</summary>
    [Fact]
    public async Task HostsKnownToBeOffline_AreNoPrimary_UntilTheirStatesAreForgotten()
    {
        var unreachable = $"Host=127.0.0.1:{FreePort.Find()},127.0.0.1:{FreePort.Find()};Username=none";
        using var primary = new Primary(ConnectionSettings.Complete($"{unreachable};Host Recheck Seconds=3600", TimeLimits.Default));

        (await KindOfAsync()).Should().Be(FailureKind.CouldNotOpen);
        (await KindOfAsync()).Should().Be(FailureKind.NotPrimary);
        primary.ForgetHosts();
        (await KindOfAsync()).Should().Be(FailureKind.CouldNotOpen);

        async Task<FailureKind> KindOfAsync()
        {
            var failure = await primary.Invoking(p => p.Source.OpenConnectionAsync().AsTask()).Should().ThrowAsync<NpgsqlException>();
            return Failure.Classify(failure.Which, Phase.Opening);
        }
    }

    private static Task SetReadOnlyAsync(DataStack stack, string value) => stack.ExecuteAsync($"""
        set transaction read write;
        do $$ begin execute format('alter database %I set default_transaction_read_only = {value}', current_database()); end $$
        """);
}
