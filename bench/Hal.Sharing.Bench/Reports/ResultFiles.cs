using System.Globalization;
using System.Text.Json;

namespace Hal.Sharing.Bench.Reports;

/// <summary>Writes a run into bench/results: a report, the raw numbers, and the plot.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Raw = new(JsonSerializerDefaults.Web) { WriteIndented = true, IndentSize = 1 };

    /// <summary>Returns the path of the report.</summary>
    public static async Task<string> WriteAsync(RunResult run, string folder)
    {
        var kind = run.Options switch { { IsQuick: true } => "-quick", { Only: { } only } => $"-only-{only}", _ => "" };
        var name = string.Create(CultureInfo.InvariantCulture, $"{run.Machine.At:yyyy-MM-dd-HHmm}-{run.Machine.Commit}{kind}");
        var plot = SizePlot.Of(run);
        if (plot is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.svg"), plot);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(run, Raw) + "\n");
        var report = Path.Combine(folder, $"{name}.md");
        await File.WriteAllTextAsync(report, MarkdownReport.Of(run, plot is null ? "" : $"{name}.svg").TrimEnd() + "\n");
        return report;
    }
}
