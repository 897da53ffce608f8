using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Hal.Sharing.Data.Connections;

/// <summary>Runs every query and command: connection, transaction, time limit and retries.</summary>
/// <remarks>
/// A command uses <see cref="WriteAsync"/> if the locks that it takes exclude every violation of a constraint. It uses
/// <see cref="WriteWithRecheckAsync"/> if another transaction can still cause one after the precheck: the command claims a name, refers
/// to a row that it has not locked, or deletes a row to which others can refer.
/// </remarks>
public sealed class Database
{
    private readonly Primary _primary;
    private readonly Standbys _standbys;
    private readonly WriteQueues _queues;
    private readonly TimeLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    public Database(
        Primary primary, Standbys standbys, WriteQueues queues, TimeLimits limits, TimeProvider clock, ILogger<Database> logger)
    {
        _primary = primary;
        _standbys = standbys;
        _queues = queues;
        _limits = limits;
        _clock = clock;
        var retry = new Retry(primary, clock, logger);
        _reads = retry.Build("read", ReadBreaker);
        _writes = retry.Build("write", WriteBreaker);
    }

    internal CircuitBreakerStateProvider ReadBreaker { get; } = new();

    internal CircuitBreakerStateProvider WriteBreaker { get; } = new();

    /// <summary>
    /// Runs reads without a transaction. They can run several times, even if a connection is lost, so they must not write. Throws
    /// <see cref="DatabaseUnavailableException"/>, PostgreSQL's own errors, and the caller's cancellation.
    /// </summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadWithinAsync(read, _limits.Request, cancellationToken);

    /// <summary>The same with what remains of the time of a request; unavailable if nothing remains.</summary>
    internal Task<T> ReadWithinAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, TimeSpan limit, CancellationToken cancellationToken) =>
        RunAsync(_reads, call => AttemptAsync(tenure => ReadOnceAsync(read, tenure, call), call), limit, cancellationToken);

    /// <summary>
    /// Runs one READ COMMITTED transaction and always commits it, unless <paramref name="write"/> throws: a refusal is a value, and writes
    /// nothing. <paramref name="write"/> can run several times, so it must not change anything except in its transaction. If it catches a
    /// <see cref="PostgresException"/>, it must return a refusal, because the server has rolled back. Throws what <see cref="ReadAsync"/>
    /// throws, and <see cref="OutcomeUnknownException"/>. After COMMIT is sent, the caller's cancellation has no effect.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        WriteQueuedAsync(null, write, cancellationToken);

    /// <summary>
    /// As <see cref="WriteAsync"/>, for a write that waits in a queue if it throws <see cref="BusyResourceException"/>.
    /// </summary>
    internal Task<T> WriteQueuedAsync<T>(
        QueueKey? queue, Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(_writes, call => WriteInTurnAsync(write, queue, call), _limits.Request, cancellationToken);

    /// <summary>
    /// As <see cref="WriteAsync"/>, for writes with a precheck. If a constraint stops <paramref name="write"/>, another transaction has
    /// claimed the name, or deleted the row, after the precheck; <paramref name="write"/> then runs once more, within the same deadline,
    /// and its precheck sees that. If a constraint stops it again, this throws the <see cref="PostgresException"/>.
    /// </summary>
    public Task<T> WriteWithRecheckAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        WriteQueuedWithRecheckAsync(null, write, cancellationToken);

    /// <summary>Does both.</summary>
    internal Task<T> WriteQueuedWithRecheckAsync<T>(
        QueueKey? queue, Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(_writes, async call =>
        {
            try
            {
                return await WriteInTurnAsync(write, queue, call);
            }
            catch (PostgresException stopped) when (Failure.Classify(stopped, call.Attempt.Phase) is FailureKind.Constraint)
            {
                return await WriteInTurnAsync(write, queue, call);
            }
        }, _limits.Request, cancellationToken);

    private async Task<T> ReadOnceAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, Tenure tenure, Call call)
    {
        var attempt = call.Attempt;
        await using var connection = await tenure.Host.Reads.OpenConnectionAsync(call.End);
        attempt.Enter(Phase.Working);
        return await _standbys.ReadAsync(connection, read, attempt.Statements);
    }

    private Task<T> WriteInTurnAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> write, QueueKey? queue, Call call)
    {
        return queue is { } key ? _queues.RunAsync(key, RunAsync, call) : RunAsync();

        Task<T> RunAsync() => AttemptAsync(tenure => WriteOnceAsync(write, tenure, call), call);
    }

    private static async Task<T> WriteOnceAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> write, Tenure tenure, Call call)
    {
        var attempt = call.Attempt;
        using var slot = await tenure.Host.WriteSlots.EnterAsync(call.End);
        await using var connection = await tenure.Host.Writes.OpenConnectionAsync(call.End);
        // Npgsql sends BEGIN with the first statement, so there is nothing to cancel.
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        attempt.Enter(Phase.Working);
        var outcome = await write(transaction, attempt.Statements);
        call.End.ThrowIfCancellationRequested();
        attempt.Enter(Phase.Committing);
        await CommitAsync(transaction);
        return outcome;
    }

    /// <summary>
    /// Sends COMMIT without a token or a time limit that could cancel it: Npgsql would send a cancel request, and with replication the
    /// commit could be lost after it was acknowledged. The call stops waiting at its deadline, but this does not: until the answer, the
    /// connection is not used again, and its backend counts in <see cref="WriteSlots"/>. Closing it would not end the backend, which could
    /// then not be counted, and a pooler would cancel the COMMIT.
    /// </summary>
    /// <remarks>
    /// COMMIT is not sent together with the last statement. That one can wait for a lock: COMMIT could then run after the deadline, and a
    /// timeout or a lost connection during the wait, which is definite now, would be an unknown outcome.
    /// </remarks>
    private static async Task CommitAsync(NpgsqlTransaction transaction)
    {
        // NpgsqlTransaction.CommitAsync observes the connection's command timeout; a separate command need not.
        await using var commit = new NpgsqlCommand("commit", transaction.Connection, transaction) { CommandTimeout = 0 };
        await commit.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>
    /// Runs an attempt and waits for it as long as the limits permit. An attempt that takes longer is left behind: a frozen database
    /// answers nothing, not even a cancellation.
    /// </summary>
    internal async Task<T> AttemptAsync<T>(Func<Tenure, Task<T>> work, Call call)
    {
        var attempt = call.Begin();
        var tenure = await _primary.FindAsync(call.End);
        call.Tenure = tenure;
        var run = work(tenure);
        await WaitAsync(run, call.Remaining < _limits.Command ? call.Remaining : _limits.Command);
        if (run.IsCompleted)
            return await run;
        if (attempt.TryAbandon())
        {
            throw call.IsOver ? new OperationCanceledException("The deadline has passed.")
                : tenure.Ended.IsCancellationRequested ? new NpgsqlException("Another host is the primary now.", new IOException())
                : new TimeoutException("The database does not answer.");
        }
        await WaitAsync(run, call.Remaining);
        return run.IsCompleted ? await run : throw new TimeoutException("COMMIT is not answered.");

        async Task WaitAsync(Task<T> run, TimeSpan limit)
        {
            if (!run.IsCompleted)
                await ((Task)run.WaitAsync(limit, _clock, tenure.Ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline, Func<Call, Task<T>> attempt, TimeSpan limit, CancellationToken caller)
    {
        if (limit <= TimeSpan.Zero)
            throw RetryTable.Final(FailureKind.TooSlow, new TimeoutException())!;
        using var call = new Call(limit, _clock, caller);
        var context = ResilienceContextPool.Shared.Get(call.End);
        context.Properties.Set(Call.Key, call);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, attempt) => await attempt(context.Properties.GetValue(Call.Key, null!)), context, attempt);
        }
        catch (Exception failure) when (call.Final(failure) is { } final)
        {
            throw final;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
