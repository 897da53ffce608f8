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

    [Fact]
    public async Task NoPrimary_IsUnavailable_AndTheReasonsAreKnown()
    {
        var (first, second) = ($"127.0.0.1:{FreePort.Find()}", $"127.0.0.1:{FreePort.Find()}");
        var limits = TimeLimits.Default with { Request = TimeSpan.FromSeconds(1) };
        var settings = ConnectionSettings.Complete($"Host={first},{second};Username=none", limits);
        await using var primary = new Primary(settings, limits, TimeProvider.System);
        await using var stack = new DataStack(settings.ConnectionString, limits: limits);

        await stack.Awaiting(OneAsync).Should().ThrowAsync<DatabaseUnavailableException>();
        var failure = await primary.Awaiting(p => p.SourceAsync(limits.Request, default)).Should().ThrowAsync<NpgsqlException>();

        failure.Which.Message.Should().ContainAll(first, second, "refused");

        static Task OneAsync(DataStack stack) => OpeningTests.SelectOneAsync(stack);
    }

    private static Task SetReadOnlyAsync(DataStack stack, string value) => stack.ExecuteAsync($"""
        set transaction read write;
        do $$ begin execute format('alter database %I set default_transaction_read_only = {value}', current_database()); end $$
        """);
}
