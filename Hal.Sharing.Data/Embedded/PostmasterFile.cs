using System.Diagnostics;
using System.Globalization;

namespace Hal.Sharing.Data.Embedded;

/// <summary>The content of postmaster.pid, which PostgreSQL writes (0600) when it starts and deletes when it stops.</summary>
internal sealed record PostmasterFile(int ProcessId, string Host, int Port)
{
    /// <summary>Returns null if the file is missing or cannot be parsed.</summary>
    public static PostmasterFile? Read(string clusterFolder)
    {
        var path = PathIn(clusterFolder);
        if (!File.Exists(path))
            return null;
        var lines = File.ReadAllLines(path);
        return lines.Length >= 6
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            ? new PostmasterFile(processId, lines[4].Trim() is { Length: > 0 } socket ? socket : lines[5].Trim(), port)
            : null;
    }

    /// <summary>
    /// Deletes the file if its process ID now belongs to another program: PostgreSQL would take that process for a running cluster, and
    /// refuse to start.
    /// </summary>
    public static void DeleteStale(string clusterFolder)
    {
        if (Read(clusterFolder) is { IsAlive: false })
            File.Delete(PathIn(clusterFolder));
    }

    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
            }
            catch (ArgumentException)
            {
                return false;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    private static string PathIn(string clusterFolder) => Path.Combine(clusterFolder, "postmaster.pid");
}
