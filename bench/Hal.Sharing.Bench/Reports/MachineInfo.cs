using System.Runtime.InteropServices;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Reports;

/// <summary>What was measured, and on what.</summary>
internal sealed record MachineInfo(
    string Commit, DateTimeOffset At, string Processor, int Cores, string Memory, string Kernel, string Runtime, string Postgres)
{
    public static async Task<MachineInfo> ReadAsync(BenchFolders folders, Cluster cluster)
    {
        var commit = await Shell.RunAsync(
            "git", ["-C", folders.Repository, "describe", "--always", "--dirty", "--abbrev=10", "--exclude", "*"]);
        return new(
            commit.Trim(), TimeProvider.System.GetUtcNow(), Line("/proc/cpuinfo", "model name"), Environment.ProcessorCount,
            Line("/proc/meminfo", "MemTotal"), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            (await cluster.RunAsync("psql", ["-qAtX", "-d", "postgres", "-c", "show server_version"])).Trim());
    }

    private static string Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
