using System.Globalization;

namespace Hal.Sharing.Tests.Support;

/// <summary>Measures the processor time of a process and its children, from Linux's <c>/proc</c>.</summary>
public static class ProcessorTime
{
    /// <summary>USER_HZ, which is 100 on every architecture that .NET runs on (proc(5)).</summary>
    private const int TicksPerSecond = 100;

    public static bool IsSupported => File.Exists("/proc/self/stat");

    /// <summary>User and system time of the processes, and of their children that live.</summary>
    public static TimeSpan Of(params ReadOnlySpan<int> parents)
    {
        long ticks = 0;
        foreach (var parent in parents)
        {
            ticks += Ticks(parent);
            foreach (var child in Children(parent))
                ticks += Ticks(child);
        }
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static IEnumerable<int> Children(int parent) =>
        Read($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static long Ticks(int process)
    {
        // Fields 14 and 15; the name before them, in parentheses, may contain spaces.
        var stat = Read($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 12
            ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Empty for a process that has ended.</summary>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
