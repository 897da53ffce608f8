using System.Diagnostics.Metrics;

namespace Hal.Sharing.Data.Telemetry;

/// <summary>
/// Counts what this server decides and how it reads. Without a listener, a measurement costs a comparison. What only has a value at the
/// time of a collection is measured by the server's own instruments, under the same name.
/// </summary>
public static class SharingMeter
{
    public const string Name = "Hal.Sharing";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>(
        InstrumentNames.Decisions, "{decision}", "Requests to endpoints that require a caller, by outcome.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        InstrumentNames.RefusedRequests, "{request}", "Refused requests, by the name of the problem or the limit.");

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        InstrumentNames.FreshnessChecks, "{check}", "Reads of share lists, by whether a stored document was current.");

    private static readonly Histogram<int> Questions = Meter.CreateHistogram(
        InstrumentNames.FreshnessQuestions, "{question}", "Questions that one shared statement asked.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 48, 64] });

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        InstrumentNames.Retries, "{retry}", "Attempts that failed and were followed by another, by pipeline and kind of failure.");

    private static readonly Counter<long> Opened = Meter.CreateCounter<long>(
        InstrumentNames.BreakerOpened, "{opening}", "How often a breaker opened, by pipeline.");

    /// <summary>Whether a decision would be recorded.</summary>
    public static bool CountsDecisions => Decisions.Enabled;

    /// <param name="outcome">One of <see cref="DecisionOutcome"/>.</param>
    public static void CountDecision(string outcome) => Decisions.Add(1, new KeyValuePair<string, object?>(TagNames.Outcome, outcome));

    /// <param name="reason">The name of a type of problem or of a limit.</param>
    public static void CountRefused(string reason) => Refused.Add(1, new KeyValuePair<string, object?>(TagNames.Reason, reason));

    /// <param name="result">One of <see cref="FreshnessResult"/>.</param>
    internal static void CountCheck(string result) => Checks.Add(1, new KeyValuePair<string, object?>(TagNames.Result, result));

    internal static void CountQuestions(int questions) => Questions.Record(questions);

    internal static void CountRetry(string pipeline, string kind) => Retries.Add(
        1, new KeyValuePair<string, object?>(TagNames.Pipeline, pipeline), new KeyValuePair<string, object?>(TagNames.Kind, kind));

    internal static void CountOpening(string pipeline) => Opened.Add(1, new KeyValuePair<string, object?>(TagNames.Pipeline, pipeline));
}
