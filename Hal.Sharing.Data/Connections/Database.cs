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
    private readonly TimeLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    public Database(Primary primary, TimeLimits limits, TimeProvider clock, ILogger<Database> logger)
    {
        _primary = primary;
        _limits = limits;
        _clock = clock;
        var retry = new Retry(primary, clock, logger);
        _reads = retry.Build("read");
        _writes = retry.Build("write");
    }

    /// <summary>
    /// Runs reads without a transaction. They can run several times, even if a connection is lost, so they must not write. Throws
    /// <see cref="DatabaseUnavailableException"/>, PostgreSQL's own errors, and the caller's cancellation.
    /// </summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadWithinAsync(read, _limits.Request, cancellationToken);

    /// <summary>The same with what remains of the time of a request; unavailable if nothing remains.</summary>
    internal Task<T> ReadWithinAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, TimeSpan limit, CancellationToken cancellationToken) =>
        RunAsync(_reads, async call =>
        {
            await using var connection = await _primary.Source.OpenConnectionAsync(call.Either);
            call.Phase = Phase.Working;
            return await read(connection, call.Either);
        }, limit, cancellationToken);

    /// <summary>
    /// Runs one READ COMMITTED transaction and always commits it, unless <paramref name="write"/> throws: a refusal is a value, and writes
    /// nothing. <paramref name="write"/> can run several times, so it must not change anything except in its transaction. If it catches a
    /// <see cref="PostgresException"/>, it must return a refusal, because the server has rolled back. Throws what <see cref="ReadAsync"/>
    /// throws, and <see cref="OutcomeUnknownException"/>. After COMMIT is sent, the caller's cancellation has no effect.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(_writes, call => WriteOnceAsync(write, call), _limits.Request, cancellationToken);

    /// <summary>
    /// As <see cref="WriteAsync"/>, for writes with a precheck. If a constraint stops <paramref name="write"/>, another transaction has
    /// claimed the name, or deleted the row, after the precheck; <paramref name="write"/> then runs once more, within the same deadline,
    /// and its precheck sees that. If a constraint stops it again, this throws the <see cref="PostgresException"/>.
    /// </summary>
    public Task<T> WriteWithRecheckAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(_writes, async call =>
        {
            try
            {
                return await WriteOnceAsync(write, call);
            }
            catch (PostgresException stopped) when (Failure.Classify(stopped, call.Phase) is FailureKind.Constraint)
            {
                call.Phase = Phase.Opening;
                return await WriteOnceAsync(write, call);
            }
        }, _limits.Request, cancellationToken);

    private async Task<T> WriteOnceAsync<T>(Func<NpgsqlTransaction, CancellationToken, Task<T>> write, Call call)
    {
        await using var session = await WriteSession.OpenAsync(_primary.Source, call.Either);
        call.Phase = Phase.Working;
        var outcome = await write(session.Transaction, call.Either);
        call.Either.ThrowIfCancellationRequested();
        call.Phase = Phase.Committing;
        await session.CommitAsync(call.Deadline);
        return outcome;
    }

    private async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline, Func<Call, Task<T>> attempt, TimeSpan limit, CancellationToken caller)
    {
        if (limit <= TimeSpan.Zero)
            throw RetryTable.Final(FailureKind.TooSlow, new TimeoutException())!;
        using var call = new Call(limit, _clock, caller);
        var context = ResilienceContextPool.Shared.Get(call.Either);
        context.Properties.Set(Call.Key, call);
        try
        {
            return await pipeline.ExecuteAsync(static async (context, attempt) =>
            {
                var call = context.Properties.GetValue(Call.Key, null!);
                call.Phase = Phase.Opening;
                return await attempt(call);
            }, context, attempt);
        }
        catch (Exception failure) when (Final(failure, call) is { } final)
        {
            throw final;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Exception? Final(Exception failure, Call call) => failure switch
    {
        BrokenCircuitException open => new DatabaseUnavailableException(open.RetryAfter ?? RetryTable.Break, open),
        // The caller's cancellation passes through, and so does the cancellation of a separate token.
        OperationCanceledException when call.Phase is not Phase.Committing =>
            call.Deadline.IsCancellationRequested && !call.Caller.IsCancellationRequested
                ? RetryTable.Final(FailureKind.TooSlow, call.Last ?? failure)
                : null,
        _ => RetryTable.Final(Failure.Classify(failure, call.Phase), failure),
    };
}
