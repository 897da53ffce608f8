using System.Diagnostics;
using System.Globalization;

namespace Hal.Sharing.Data.Embedded;

/// <summary>The content of postmaster.pid, which PostgreSQL writes (0600) when it starts and deletes when it stops.</summary>
/// <param name="Host">The socket folder or the address; null while PostgreSQL starts and does not listen yet.</param>
internal sealed record PostmasterFile(int ProcessId, string? Host, int Port)
{
    private const int LinesOfListener = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);

    /// <summary>Returns null if the file is missing or does not begin with a process ID.</summary>
    public static PostmasterFile? Read(string clusterFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(clusterFolder));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
            return null;
        return lines.Length >= LinesOfListener && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            ? new PostmasterFile(processId, lines[4].Trim() is { Length: > 0 } socket ? socket : lines[5].Trim(), port)
            : new PostmasterFile(processId, null, 0);
    }

    /// <summary>
    /// Returns the PostgreSQL that runs on the cluster, when it listens; null if none runs. It can have been started by a process that was
    /// killed since then.
    /// </summary>
    public static async Task<PostmasterFile?> ReadRunningAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        while (Read(clusterFolder) is { IsAlive: true } running)
        {
            if (running.Host is not null)
                return running;
            await Task.Delay(Pause, cancellationToken);
        }
        return null;
    }

    /// <summary>
    /// Deletes the file of a PostgreSQL that has ended, and its sockets: PostgreSQL refuses to start if the process ID belongs to another
    /// program by now, if the dead process was not reaped, or if the file is empty. Nothing else must start the cluster at the same time.
    /// </summary>
    public static async Task DeleteStaleAsync(string clusterFolder, string socketFolder, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathIn(clusterFolder));
        // A PostgreSQL that starts right now has created the file, and writes it within microseconds.
        for (var began = Stopwatch.GetTimestamp(); file.Exists && file.Length == 0 && Stopwatch.GetElapsedTime(began) < LongestWrite;)
        {
            await Task.Delay(Pause, cancellationToken);
            file.Refresh();
        }
        if (!file.Exists || (file.Length > 0 && Read(clusterFolder) is null or { IsAlive: true }))
            return;
        foreach (var socket in Directory.Exists(socketFolder) ? Directory.EnumerateFiles(socketFolder, ".s.PGSQL.*") : [])
            File.Delete(socket);
        file.Delete();
    }

    /// <summary>Returns whether the process runs. A dead one that its parent has not reaped does not.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                    && (!OperatingSystem.IsLinux() || ProcessState.Read(ProcessId) is not (null or ProcessState.Dead));
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    private static string PathIn(string clusterFolder) => Path.Combine(clusterFolder, "postmaster.pid");
}
