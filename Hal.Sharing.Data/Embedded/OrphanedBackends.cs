using System.ComponentModel;
using System.Diagnostics;

namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// Ends processes of a PostgreSQL whose postmaster is dead. They end by themselves when they notice, which a running statement can delay;
/// until then, PostgreSQL refuses to start, because they still have the shared memory. Their transactions are rolled back in either case.
/// </summary>
internal static class OrphanedBackends
{
    /// <summary>Kills the processes of the cluster that still run. The postmaster must be dead. Finds none without /proc.</summary>
    public static void Kill(string clusterFolder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var process in Process.GetProcessesByName("postgres"))
        {
            using (process)
            {
                try
                {
                    // All processes of a cluster run in its folder.
                    if (new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == clusterFolder)
                        process.Kill();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException
                    or Win32Exception)
                {
                    // It has ended, or belongs to another account.
                }
            }
        }
    }
}
