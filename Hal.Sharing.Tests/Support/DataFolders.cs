using System.Diagnostics;
using System.Globalization;

namespace Hal.Sharing.Tests.Support;

/// <summary>Data folders for servers that run as processes. Stops every PostgreSQL that outlives its test.</summary>
public sealed class DataFolders : IAsyncLifetime
{
    // These clusters write durably, which is slow on a disk and free in memory.
    private readonly string _root = Path.Combine(FastFolder.Parent, $"hs-{Guid.NewGuid().ToString("N")[..8]}");

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_root);
        return Task.CompletedTask;
    }

    /// <summary>A folder name of its own that nothing is at yet.</summary>
    public string New() => Path.Combine(_root, Guid.NewGuid().ToString("N")[..6]);

    public static string Cluster(string folder) => Path.Combine(folder, "postgres", "cluster");

    /// <summary>The log of the folder's PostgreSQL.</summary>
    public static string Log(string folder) => Path.Combine(folder, "postgres", "postgres.log");

    /// <summary>The process id of the folder's PostgreSQL; null when its file says that none runs.</summary>
    public static int? Postmaster(string folder)
    {
        var file = Path.Combine(Cluster(folder), "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Ends a PostgreSQL without giving it time, and returns when all of its processes are gone.</summary>
    public static async Task KillAsync(int postmaster)
    {
        try
        {
            using var process = Process.GetProcessById(postmaster);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                return;
            // They notice the end of their parent on their own, but still write to the folder until then.
            var children = ChildrenOf(postmaster);
            process.Kill();
            await process.WaitForExitAsync();
            foreach (var child in children)
                await child.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    /// <summary>The processes that a process started and that still run.</summary>
    internal static List<Process> ChildrenOf(int parent) => [.. Process.GetProcesses().Where(process => ParentOf(process.Id) == parent)];

    // proc(5): the fourth field of stat, behind the name in parentheses; none where there is no /proc.
    private static int? ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(_root))
        {
            if (Postmaster(folder) is { } postmaster)
                await KillAsync(postmaster);
        }
        Directory.Delete(_root, recursive: true);
    }
}
