using System.Globalization;
using System.Text;
using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Reports;

/// <summary>Writes a run as Markdown.</summary>
internal static class MarkdownReport
{
    public static string Of(RunResult run, string plot)
    {
        var text = new StringBuilder();
        var (machine, options) = (run.Machine, run.Options);
        Line(text, $"# bench/run of {machine.Commit}");
        Line(text, $"{machine.At:yyyy-MM-dd HH:mm} UTC, {options.Rounds} rounds of {options.Seconds} s. {machine.Processor}, " +
            $"{machine.Cores} cores, {machine.Memory}, {machine.Kernel}, {machine.Runtime}, PostgreSQL {machine.Postgres}.");
        Line(text, "Medians, with the least and the most of all rounds. `bench/README.md` says what each number means.");
        Line(text, "## Targets");
        WriteTargets(text, run);
        if (plot.Length > 0)
            Line(text, $"## Cost against size\n\n![Microseconds of CPU per request at each size]({plot})");
        foreach (var (key, title) in run.Titles)
            WriteCase(text, title, run.Series.Where(series => series.Case == key));
        return text.ToString();
    }

    private static void WriteTargets(StringBuilder text, RunResult run)
    {
        text.AppendLine("| | must be | measured | |\n|---|---|---|---|");
        var isWhole = run.Options is { IsQuick: false, Only: null };
        foreach (var target in Targets.Of(run).Where(target => isWhole || target.Measured is not null))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {target.Subject} | {target.Limit} | {target.Measured ?? "not in this run"} | {Verdict(target)} |");
        text.AppendLine();
    }

    private static string Verdict(Target target) => target.Measured is null ? "" : target.IsMet ? "yes" : "**no**";

    private static void WriteCase(StringBuilder text, string title, IEnumerable<Series> all)
    {
        Line(text, $"## {title}");
        text.AppendLine("| connections | | requests/s | ratio | p50, ms | p99, ms | CPU, us | PostgreSQL, us | allocated, KB |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var group in all.GroupBy(series => series.Connections))
        {
            var baseline = group.First();
            foreach (var series in group)
                WriteSeries(text, series, baseline);
        }
        text.AppendLine();
    }

    private static void WriteSeries(StringBuilder text, Series series, Series baseline)
    {
        if (series.Samples.FirstOrDefault(sample => sample.Error is not null) is { Error: var error })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {series.Connections} | {series.Lane} | failed: {error} | | | | | | |");
            return;
        }
        var isComparable = baseline.Samples.All(sample => sample.Error is null);
        var ratio = series == baseline ? "1" : isComparable ? RunResult.Ratio(series, baseline)?.Show("0.00") : null;
        text.AppendLine(CultureInfo.InvariantCulture,
            $"| {series.Connections} | {series.Lane} | {Show(series, one => one.PerSecond, "N0")} | {ratio} " +
            $"| {Median(series, one => one.P50 / 1000, "0.00")} | {Show(series, one => one.P99 / 1000, "0.00")} " +
            $"| {Median(series, one => one.ServerCpu, "0")} | {Median(series, one => one.DatabaseCpu, "0")} " +
            $"| {Median(series, one => one.Allocated / 1024, "0.0")} |");
    }

    private static string? Show(Series series, Func<Sample, double?> value, string format) =>
        Spread.Of(series.Samples.Select(value))?.Show(format);

    private static string? Median(Series series, Func<Sample, double?> value, string format) =>
        Spread.Of(series.Samples.Select(value)) is { Median: var median } ? Spread.Number(median, format) : null;

    private static void Line(StringBuilder text, string line) => text.AppendLine(line).AppendLine();
}
