using System.Net.Sockets;
using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

public sealed class OpeningTests(ProbeTable probe) : IClassFixture<ProbeTable>
{
    private static readonly TimeLimits Short = TimeLimits.Default with { Open = TimeSpan.FromSeconds(1),
        Request = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task RefusedPort_IsUnavailable_AfterSeveralAttempts()
    {
        var (clock, limits) = (new FakeTimeProvider(), TimeLimits.Default with { Request = TimeSpan.FromHours(1) });
        await using var stack = new DataStack($"Host=127.0.0.1;Port={FreePort.Find()};Username=nobody", limits: limits, clock: clock);
        var reading = SelectOneAsync(stack);

        while (stack.Log.Lines.Count < 3)
            await PassAsync(TimeSpan.FromSeconds(1));
        while (!reading.IsCompleted)
            await PassAsync(limits.Request);

        var failure = await reading.Awaiting(r => r).Should().ThrowAsync<DatabaseUnavailableException>();

        failure.Which.RetryAfter.Should().BePositive();
        failure.WithInnerException<NpgsqlException>().WithInnerException<SocketException>();

        // A pause may begin only after its line was logged, so time passes more than once.
        Task PassAsync(TimeSpan time)
        {
            clock.Advance(time);
            return Task.Delay(10);
        }
    }

    [Fact]
    public async Task ExhaustedPool_IsWaitedFor()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Maximum Pool Size=1;Timeout=1");
        var only = await stack.OpenAsync();
        var waiting = SelectOneAsync(stack);

        await stack.Log.First;
        await only.DisposeAsync();

        (await waiting).Should().Be(1);
    }

    [Fact]
    public async Task PoolThatStaysExhausted_IsUnavailable()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Maximum Pool Size=1", Short);
        await using var only = await stack.OpenAsync();

        await stack.Invoking(s => SelectOneAsync(s)).Should().ThrowAsync<DatabaseUnavailableException>();
    }

    [Fact]
    public async Task TooManyConnections_AreWaitedFor()
    {
        await using var stack = new DataStack(probe.ConnectionString);
        await stack.ExecuteAsync("create role narrow login password 'narrow' connection limit 1");
        try
        {
            var narrow = $"{probe.ConnectionString};Username=narrow;Password=narrow";
            await using var crowded = new DataStack(narrow);
            var only = new NpgsqlConnection($"{narrow};Pooling=false");
            await only.OpenAsync();
            var waiting = SelectOneAsync(crowded);

            await crowded.Log.First;
            crowded.Log.Lines.Should().Contain(line => line.Contains("53300"));
            await only.DisposeAsync();

            (await waiting).Should().Be(1);
        }
        finally
        {
            await stack.ExecuteAsync("drop role narrow");
        }
    }

    [Fact]
    public async Task UnknownDatabase_StaysPostgresError()
    {
        await using var stack = new DataStack(probe.ConnectionString, "Database=not_there");

        (await stack.Invoking(s => SelectOneAsync(s)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("3D000");
        stack.Log.Lines.Should().BeEmpty();
    }

    internal static Task<int> SelectOneAsync(DataStack stack, CancellationToken cancellationToken = default) => stack.Database.ReadAsync(
        (connection, token) => connection.ExecuteScalarAsync<int>(new CommandDefinition("select 1", cancellationToken: token)),
        cancellationToken);
}
