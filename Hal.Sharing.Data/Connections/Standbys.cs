using Hal.Sharing.Data.Telemetry;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Lets standbys do the work of reads without making them older: a standby is used only after it has shown, in this read, that it has
/// replayed everything that was committed on the primary before the read began.
/// </summary>
/// <remarks>
/// The primary is asked in every read, so that a standby that lost its connection is not used: COMMIT no longer waits for it, and it cannot
/// know. With <c>synchronous_commit = remote_apply</c>, an acknowledged write is already replayed on the standbys that COMMIT waits for.
/// Without it, a standby would often be behind, and its question would be in vain.
/// </remarks>
public sealed class Standbys : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan ProofLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly NpgsqlMultiHostDataSource? _hosts;
    private readonly NpgsqlDataSource? _source;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private int _isOut;
    private long _served;

    public Standbys(StandbyOptions options, TimeLimits limits, TimeProvider clock, ILogger<Database> logger)
    {
        (_clock, _logger) = (clock, logger);
        if (options.ConnectionString is not { } connectionString)
            return;
        var settings = ConnectionSettings.Complete(connectionString, limits);
        settings.Timeout = (int)ProofLimit.TotalSeconds;
        settings.CancellationTimeout = (int)ProofLimit.TotalMilliseconds;
        settings.Remove("Target Session Attributes");
        settings.LoadBalanceHosts = true;
        _hosts = StatementSpans.Builder(settings.ConnectionString, "standbys").BuildMultiHost();
        _source = _hosts.WithTargetSession(TargetSessionAttributes.PreferStandby);
    }

    /// <summary>How many reads a standby has served.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>Runs a read on a standby if one has everything, otherwise, or if it fails there, on the primary.</summary>
    internal async Task<T> ReadAsync<T>(
        NpgsqlConnection primary, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (_source is null || Volatile.Read(ref _isOut) == 1
            || await PrimaryPosition.ReadAsync(primary, cancellationToken) is not { } position)
        {
            return await read(primary, cancellationToken);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProofLimit);
        try
        {
            await using var standby = await _source.OpenConnectionAsync(limit.Token);
            if (await position.IsReplayedAsync(standby, limit.Token))
            {
                limit.CancelAfter(ReadLimit);
                var outcome = await read(standby, limit.Token);
                Interlocked.Increment(ref _served);
                return outcome;
            }
        }
        catch (Exception failure) when (IsOfStandby(failure) && !cancellationToken.IsCancellationRequested)
        {
            // An error of a statement, such as a conflict with what is replayed, says nothing about the next one.
            if (failure is not PostgresException { InvariantSeverity: "ERROR" })
                LeaveOut(failure);
        }
        return await read(primary, cancellationToken);
    }

    public void Dispose()
    {
        _end.Cancel();
        _hosts?.Dispose();
        _end.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_hosts is not null)
            await _hosts.DisposeAsync();
        _end.Dispose();
    }

    private static bool IsOfStandby(Exception failure) =>
        failure is NpgsqlException or OperationCanceledException or TimeoutException or IOException or AggregateException;

    /// <summary>Standbys are not asked until one answers a probe, so that one that hangs costs its time once.</summary>
    private void LeaveOut(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _isOut, 1, 0) == 1)
            return;
        _logger.LogWarning("Standbys are not used until one answers: {Failure}", failure.GetType().Name);
        _ = ProbeAsync(_end.Token);
    }

    private async Task ProbeAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(Pause, _clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
                limit.CancelAfter(ProofLimit);
                _hosts!.ClearDatabaseStates();
                await using var standby = await _source!.OpenConnectionAsync(limit.Token);
                await using var command = new NpgsqlCommand("select 1", standby);
                await command.ExecuteScalarAsync(limit.Token);
                Volatile.Write(ref _isOut, 0);
                return;
            }
            catch (Exception failure) when (IsOfStandby(failure) || failure is ObjectDisposedException)
            {
                // The next probe follows.
            }
        }
    }
}

/// <summary>Configures <see cref="Standbys"/>.</summary>
/// <param name="ConnectionString">How standbys are reached; null: every read is on the primary.</param>
public sealed record StandbyOptions(string? ConnectionString)
{
    public static StandbyOptions None { get; } = new((string?)null);
}
