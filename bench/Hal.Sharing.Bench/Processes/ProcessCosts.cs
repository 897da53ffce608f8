using System.Globalization;

namespace Hal.Sharing.Bench.Processes;

/// <summary>Reads from /proc what processes have cost.</summary>
internal static class ProcessCosts
{
    // The unit of times in /proc on every Linux: sysconf(_SC_CLK_TCK).
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>Returns the CPU time of a process, in microseconds.</summary>
    public static double Cpu(int processId) => Ticks(Fields($"/proc/{processId}/stat")) * MicrosecondsPerTick;

    /// <summary>Returns the CPU time of a process and its children, those that have ended included, in microseconds.</summary>
    public static double CpuWithChildren(int processId)
    {
        var own = Fields($"/proc/{processId}/stat");
        var ended = Number(own, 13) + Number(own, 14);
        var running = from folder in Directory.EnumerateDirectories("/proc")
                      where char.IsAsciiDigit(Path.GetFileName(folder)[0])
                      let fields = Fields(Path.Combine(folder, "stat"))
                      where fields.Length > 0 && fields[1] == processId.ToString(CultureInfo.InvariantCulture)
                      select Ticks(fields);
        return (Ticks(own) + ended + running.Sum()) * MicrosecondsPerTick;
    }

    /// <summary>Returns the resident memory of a process, in bytes.</summary>
    public static long Memory(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static double Ticks(string[] fields) => fields.Length == 0 ? 0 : Number(fields, 11) + Number(fields, 12);

    private static double Number(string[] fields, int at) => double.Parse(fields[at], CultureInfo.InvariantCulture);

    // The fields behind the name, which can contain spaces; empty if the process has ended.
    private static string[] Fields(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
