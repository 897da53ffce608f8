using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Retries;

public sealed class LostConnectionTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BackendTerminatedBeforeCommit_RunsAgain_AndTakesEffectOnce(bool severalHosts)
    {
        await using var stack = new DataStack(probe.ConnectionString, severalHosts ? probe.SeveralHosts : "");
        var id = $"once{severalHosts}";
        var attempts = 0;

        await stack.Database.WriteAsync(async (transaction, token) =>
        {
            await ProbeTable.IncrementAsync(transaction, id, token);
            if (attempts++ == 0)
                await stack.TerminateAsync(transaction.Connection!.ProcessID);
            return await transaction.Connection!.ExecuteAsync("select 1", transaction: transaction);
        }, default);

        attempts.Should().Be(2);
        (await ProbeTable.CountAsync(stack, id)).Should().Be(1);
    }

    [Fact]
    public async Task BackendTerminatedTwice_IsUnavailable_AndNothingWasWritten()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        var attempts = 0;

        await stack.Database.Invoking(d => d.WriteAsync(async (transaction, token) =>
        {
            attempts++;
            await ProbeTable.IncrementAsync(transaction, "never", token);
            await stack.TerminateAsync(transaction.Connection!.ProcessID);
            return await transaction.Connection!.ExecuteAsync("select 1", transaction: transaction);
        }, default)).Should().ThrowAsync<DatabaseUnavailableException>();

        attempts.Should().Be(2);
        (await ProbeTable.CountAsync(stack, "never")).Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WholePoolTerminated_CostsOneAttempt(bool severalHosts)
    {
        // Checking a host again, as is due after a second, would find out about its connections before the read does.
        await using var stack = new DataStack(
            probe.ConnectionString, severalHosts ? $"{probe.SeveralHosts};Host Recheck Seconds=3600" : "");
        var idle = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stack.OpenAsync()));
        var pids = Array.ConvertAll(idle, connection => connection.ProcessID);
        foreach (var connection in idle)
            await connection.DisposeAsync();
        foreach (var pid in pids)
            await stack.TerminateAsync(pid);

        (await OpeningTests.SelectOneAsync(stack)).Should().Be(1);
        stack.Log.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task Read_IsRunAgain()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        var attempts = 0;

        var answer = await stack.Database.ReadAsync(async (connection, _) =>
        {
            if (attempts++ == 0)
                await stack.TerminateAsync(connection.ProcessID);
            return await connection.ExecuteScalarAsync<int>("select 7");
        }, default);

        (answer, attempts).Should().Be((7, 2));
    }
}
