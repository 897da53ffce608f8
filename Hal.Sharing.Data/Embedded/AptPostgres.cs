namespace Hal.Sharing.Data.Embedded;

/// <summary>Installs the system's PostgreSQL where that is possible without asking: as root, with apt-get.</summary>
internal static class AptPostgres
{
    private const string NoMainCluster = "/etc/postgresql-common/createcluster.d/hal-sharing.conf";

    /// <summary>False when this is not root, there is no apt-get, or it failed.</summary>
    public static async Task<bool> InstallAsync(int? clusterMajor, TextWriter progress, CancellationToken cancellationToken)
    {
        if (!UserFolders.IsRoot || !File.Exists("/usr/bin/apt-get"))
            return false;
        var package = clusterMajor is { } major ? $"postgresql-{major}" : "postgresql";
        await progress.WriteLineAsync($"Installing PostgreSQL with apt-get (apt-get install -y {package})");
        try
        {
            // Debian's package would also make and start a cluster on port 5432 that nobody asked for.
            Directory.CreateDirectory(Path.GetDirectoryName(NoMainCluster)!);
            await File.WriteAllTextAsync(NoMainCluster, "create_main_cluster = false\n", cancellationToken);
            var update = await AptAsync(["update", "-q"], cancellationToken);
            var install = await AptAsync(["install", "-q", "-y", "--no-install-recommends", package], cancellationToken);
            if (!install.Succeeded)
                await progress.WriteLineAsync($"apt-get: {(update.Succeeded ? install : update).Reason}");
            return install.Succeeded;
        }
        finally
        {
            File.Delete(NoMainCluster);
        }
    }

    private static Task<ProgramRun> AptAsync(string[] arguments, CancellationToken cancellationToken) =>
        ProgramRun.StartAsync("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", .. arguments], "/", cancellationToken);
}
