using System.ComponentModel;
using System.Diagnostics;

namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// Ends processes of a PostgreSQL whose postmaster is dead. They end by themselves when they notice, which a running statement can delay;
/// until then, PostgreSQL refuses to start, because they still have the shared memory. Their transactions are rolled back in either case.
/// </summary>
internal static class OrphanedBackends
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Kills the processes of the cluster that still run, and returns when they have ended. The postmaster must be dead. Finds none without
    /// /proc.
    /// </summary>
    public static async Task KillAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var killed = Process.GetProcesses().Select(process => TryKill(process, clusterFolder)).OfType<int>().ToList();
        for (var began = Stopwatch.GetTimestamp(); killed.Exists(Runs) && Stopwatch.GetElapsedTime(began) < LongestEnd;)
            await Task.Delay(Pause, cancellationToken);
    }

    // One that has ended has no memory any more, even if its parent has not read its exit code.
    private static bool Runs(int processId) => ProcessState.Read(processId) is not (null or ProcessState.Dead);

    private static int? TryKill(Process process, string clusterFolder)
    {
        using (process)
        {
            try
            {
                // A backend's name goes on with what it does. All processes of a cluster run in its folder.
                if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
                    || new FileInfo($"/proc/{process.Id}/cwd").LinkTarget != clusterFolder)
                {
                    return null;
                }
                process.Kill();
                return process.Id;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException
                or Win32Exception)
            {
                // It has ended, or belongs to another account.
                return null;
            }
        }
    }
}
