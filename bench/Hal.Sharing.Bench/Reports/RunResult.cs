using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Reports;

/// <summary>Everything that one run has measured.</summary>
/// <param name="Titles">The titles of the cases, by key, in the order in which they ran.</param>
/// <param name="Starts">The times from the start of the server to its first response, in milliseconds.</param>
internal sealed record RunResult(
    MachineInfo Machine, BenchOptions Options, IReadOnlyList<KeyValuePair<string, string>> Titles, IReadOnlyList<Series> Series,
    IReadOnlyList<double> Starts)
{
    /// <summary>Returns null if the lane was not measured, or failed.</summary>
    public Series? Find(string key, int connections, string lane) => Series.FirstOrDefault(
        one => one.Case == key && one.Connections == connections && one.Lane == lane && one.Samples.All(sample => sample.Error is null));

    /// <summary>Returns the quotients of the requests per second, round by round; null if one of the two is missing.</summary>
    public static Spread? Ratio(Series? one, Series? other) => one is null || other is null
        ? null
        : Spread.Of(one.Samples.Zip(other.Samples, (first, second) => (double?)(first.PerSecond / second.PerSecond)));
}
