using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Hal.Sharing.Data;

/// <summary>The one layer that repeats anything: the retry table as a Polly pipeline around whole transactions.</summary>
internal sealed class Retry(Primary primary, TimeProvider clock, ILogger logger)
{
    /// <summary>A new pipeline; each has a breaker of its own, so that a full disk stops writes and not reads.</summary>
    public ResiliencePipeline Build(string name) => new ResiliencePipelineBuilder { Name = name, TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = args => new(KindOf(args.Outcome.Exception, args.Context) is FailureKind.ServerBroken),
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = RetryTable.Break,
            OnOpened = args => Log(LogLevel.Error, "The {Pipeline} breaker opened", name, args.Outcome.Exception),
        })
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => new(MayRepeat(args.Outcome.Exception, args.Context)),
            // The table counts per kind of failure, in Call.
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = _ => new(Pause()),
            OnRetry = args => BeforeRetry(args, name),
        })
        .Build();

    private static bool MayRepeat(Exception? failure, ResilienceContext context) =>
        failure is not null && CallOf(context).TryAgainAfter(KindOf(failure, context), failure);

    private ValueTask BeforeRetry(OnRetryArguments<object> args, string name)
    {
        switch (KindOf(args.Outcome.Exception, args.Context))
        {
            case FailureKind.StalePlan:
                primary.ForgetConnections();
                break;
            case FailureKind.NotPrimary:
                primary.ForgetHosts();
                primary.ForgetConnections();
                break;
            case FailureKind.ConnectionLost or FailureKind.CouldNotOpen:
                primary.ForgetHosts();
                break;
        }

        return Log(LogLevel.Warning, "A {Pipeline} is tried again", name, args.Outcome.Exception);
    }

    /// <summary>The message of a PostgreSQL error may hold values, its code does not.</summary>
    private ValueTask Log(LogLevel level, string what, string name, Exception? failure)
    {
#pragma warning disable CA2254 // The two templates are above.
        logger.Log(level, what + ": {Failure} {SqlState}", name, failure?.GetType().Name, (failure as PostgresException)?.SqlState);
#pragma warning restore CA2254
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Pause() => RetryTable.ShortestPause
        + ((RetryTable.LongestPause - RetryTable.ShortestPause) * Random.Shared.NextDouble());

    private static FailureKind KindOf(Exception? failure, ResilienceContext context) =>
        failure is null ? FailureKind.Other : Failure.Classify(failure, CallOf(context).Phase);

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(Call.Key, null!);
}
