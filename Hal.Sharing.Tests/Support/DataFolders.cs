using System.Diagnostics;
using System.Globalization;

namespace Hal.Sharing.Tests.Support;

/// <summary>Data folders for servers that a test starts as processes; PostgreSQLs that outlive a test end here.</summary>
public sealed class DataFolders : IAsyncLifetime
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"hs-{Guid.NewGuid().ToString("N")[..8]}");

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_root);
        return Task.CompletedTask;
    }

    /// <summary>A folder name of its own that nothing is at yet.</summary>
    public string New() => Path.Combine(_root, Guid.NewGuid().ToString("N")[..6]);

    public static string Cluster(string folder) => Path.Combine(folder, "postgres", "cluster");

    /// <summary>The process id of the folder's PostgreSQL; null when its file says that none runs.</summary>
    public static int? Postmaster(string folder)
    {
        var file = Path.Combine(Cluster(folder), "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Ends a PostgreSQL without giving it time, and returns when it is gone.</summary>
    public static async Task KillAsync(int postmaster)
    {
        try
        {
            using var process = Process.GetProcessById(postmaster);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                return;
            process.Kill();
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It is gone already.
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
