using System.Globalization;
using System.Text.RegularExpressions;
using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Measuring;

/// <summary>Runs statements with pgbench, prepared and planned as on the server's connections: what PostgreSQL alone can do.</summary>
/// <param name="script">Throws if the server has no such statement any more; then only this lane fails.</param>
internal sealed partial class PgbenchLane(string name, DataSet set, Func<string> script, BenchFolders folders) : Lane(name)
{
    private readonly string _file = Path.Combine(folders.Scratch, $"pgbench-{Guid.NewGuid():N}.sql");

    public override Task WarmAsync(int connections, double seconds) => RunAsync(connections, seconds);

    public override async Task<Sample> RunAsync(int connections, double seconds)
    {
        var before = ProcessCosts.CpuWithChildren(set.Cluster.ProcessId);
        string output;
        try
        {
            await File.WriteAllTextAsync(_file, script());
            output = await set.Cluster.RunAsync(
                "pgbench",
                [
                    "-n", "-M", "prepared", "-f", _file, "-j", "1", "-c", connections.ToString(CultureInfo.InvariantCulture),
                    "-T", Math.Max(1, (int)Math.Round(seconds)).ToString(CultureInfo.InvariantCulture), "-D", "none=-", set.Database,
                ],
                ("PGOPTIONS", "-c jit=off -c plan_cache_mode=force_generic_plan"));
        }
        catch (InvalidOperationException exception)
        {
            return Sample.Failed(exception.Message.Trim().ReplaceLineEndings(" "));
        }
        if (!PerSecond().IsMatch(output))
            return Sample.Failed("no transaction");
        var count = Math.Max(1, Number(Count().Match(output)));
        var cpu = (ProcessCosts.CpuWithChildren(set.Cluster.ProcessId) - before) / count;
        return new(Number(PerSecond().Match(output)), null, null, null, cpu, null, null, null);
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"actually processed: ([0-9]+)")]
    private static partial Regex Count();
}
