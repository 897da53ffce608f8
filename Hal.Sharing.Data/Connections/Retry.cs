using System.Diagnostics;
using Hal.Sharing.Data.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Hal.Sharing.Data.Connections;

/// <summary>Builds the retry table as a Polly pipeline around whole transactions. Nothing else retries.</summary>
internal sealed class Retry(Primary primary, TimeProvider clock, ILogger logger)
{
    private readonly LogRate _logged = new(clock);

    /// <summary>Returns a new pipeline with its own breaker, so that a full disk stops writes and not reads.</summary>
    /// <param name="name">The name in logs and metrics.</param>
    /// <param name="breaker">Gets the state of the breaker.</param>
    public ResiliencePipeline Build(string name, CircuitBreakerStateProvider breaker) =>
        new ResiliencePipelineBuilder { Name = name, TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = args => new(KindOf(args.Outcome.Exception, args.Context) is FailureKind.ServerBroken),
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = RetryTable.Break,
            StateProvider = breaker,
            OnOpened = args =>
            {
                var failure = args.Outcome.Exception;
                SharingMeter.CountOpening(name);
                logger.LogError("The breaker of {Pipeline} opened: {Failure} {SqlState}", name, failure?.GetType().Name, SqlState(failure));
                return ValueTask.CompletedTask;
            },
        })
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => new(MayRepeat(args.Outcome.Exception, args.Context)),
            // The table counts per kind of failure, in Call.
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = _ => new(Pause()),
            OnRetry = args =>
            {
                var (failure, call) = (args.Outcome.Exception, CallOf(args.Context));
                var kind = KindOf(failure, args.Context);
                SharingMeter.CountRetry(name, NameOf(kind));
                Prepare(kind, call.Tenure);
                // A deadline that ends the pause is not the COMMIT of the attempt before.
                call.Begin();
                LogRetry(name, failure);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Logs one retry per second and kind of failure: in an outage, all requests retry all the time.</summary>
    private void LogRetry(string name, Exception? failure)
    {
        var (type, state) = (failure?.GetType().Name, SqlState(failure));
        if (_logged.Count($"{name} {type} {state}") is > 0 and var count)
        {
            logger.LogWarning(
                "A {Pipeline} is tried again: {Failure} {SqlState}, {Count} times since the last entry, trace {TraceId}",
                name, type, state, count, TraceId);
        }
    }

    private static bool MayRepeat(Exception? failure, ResilienceContext context) =>
        failure is not null && CallOf(context).TryAgainAfter(KindOf(failure, context), failure);

    /// <summary>Clears what would make the next attempt fail like the last one.</summary>
    private void Prepare(FailureKind kind, Tenure? tenure)
    {
        switch (kind)
        {
            case FailureKind.StalePlan:
                tenure?.Host.Clear();
                break;
            case FailureKind.NotPrimary:
                primary.Forget(tenure);
                tenure?.Host.Clear();
                break;
            case FailureKind.ConnectionLost or FailureKind.CouldNotOpen:
                primary.Forget(tenure);
                break;
        }
    }

    /// <summary>The request whose attempt failed; a statement that many requests share belongs to none.</summary>
    private static string TraceId => Activity.Current?.TraceId.ToHexString() ?? "of several requests";

    /// <summary>Returns what is logged of an error: its code. Its message can contain values.</summary>
    private static string? SqlState(Exception? failure) => (failure as PostgresException)?.SqlState;

    private static string NameOf(FailureKind kind) => kind switch
    {
        FailureKind.CouldNotOpen => "could_not_open",
        FailureKind.Conflict => "conflict",
        FailureKind.ConnectionLost => "connection_lost",
        FailureKind.NotPrimary => "not_primary",
        FailureKind.StalePlan => "stale_plan",
        FailureKind.StatementLost => "statement_lost",
        FailureKind.TooSlow => "too_slow",
        FailureKind.ServerBroken => "server_broken",
        FailureKind.Constraint => "constraint",
        FailureKind.OutcomeUnknown => "outcome_unknown",
        FailureKind.Other => "other",
    };

    private static TimeSpan Pause() => RetryTable.ShortestPause
        + ((RetryTable.LongestPause - RetryTable.ShortestPause) * Random.Shared.NextDouble());

    private static FailureKind KindOf(Exception? failure, ResilienceContext context) =>
        failure is null ? FailureKind.Other : Failure.Classify(failure, CallOf(context).Attempt.Phase);

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(Call.Key, null!);
}
