using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>A faulty folder or PostgreSQL ends the program with one line, and nothing is changed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TroubleTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Theory]
    [InlineData("/proc/hal-sharing")]
    [InlineData("/dev/null/hal-sharing")]
    public async Task FolderThatCannotBeWritten_IsNamed(string folder)
    {
        var ended = await ServerProcess.RunAsync(folder, "migrate");

        ShouldEndWithOneLine(ended, $"The data folder {folder} cannot be used:*SHARING_DATA_DIR*");
    }

    [Fact]
    public async Task PathThatIsTooLong_IsNamed()
    {
        var ended = await ServerProcess.RunAsync("/tmp/" + new string('x', 300), "migrate");

        ShouldEndWithOneLine(ended, "The data folder*");
    }

    [Theory]
    [InlineData("$")]
    [InlineData("`")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\n")]
    public async Task PathWithShellCharacters_IsRefused(string character)
    {
        var folder = $"{folders.New()}{character}x";

        var ended = await ServerProcess.RunAsync(folder, "migrate");

        ShouldEndWithOneLine(ended, "The data folder * cannot be used: *SHARING_DATA_DIR*");
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task FullDisk_IsNamed()
    {
        var folder = folders.New();
        var ended = await ServerProcess.RunCommandAsync(
            folder, "bash", "-c",
            "trap '' XFSZ; ulimit -f 2048; export DOTNET_EnableWriteXorExecute=0; "
            + $"exec dotnet exec {ServerProcess.Assembly} --environment Development migrate");

        // The limit of the file size represents a full disk: a write fails while the cluster is created.
        ended.ExitCode.Should().Be(1);
        ended.ErrorLines[^1].Should().Match("A PostgreSQL cluster could not be created in *: could not write to file*");
        Directory.Exists(DataFolders.Cluster(folder)).Should().BeFalse("an incomplete cluster is not used");
        (await ServerProcess.RunAsync(folder, "migrate")).ExitCode.Should().Be(0, "with free space, the next start creates it");
    }

    [Fact]
    public async Task BrokenCluster_IsNamed_AndUnchanged()
    {
        var folder = folders.New();
        (await ServerProcess.RunAsync(folder, "migrate")).ExitCode.Should().Be(0);
        var control = Path.Combine(DataFolders.Cluster(folder), "global", "pg_control");
        await File.WriteAllBytesAsync(control, new byte[8192]);

        var ended = await ServerProcess.RunAsync(folder, "migrate");

        ShouldEndWithOneLine(ended, $"The PostgreSQL cluster in {DataFolders.Cluster(folder)} does not start:*");
        (await File.ReadAllBytesAsync(control)).Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public async Task ClusterFolderWithoutVersion_IsNotReplaced()
    {
        var folder = folders.New();
        var precious = Path.Combine(DataFolders.Cluster(folder), "precious");
        Directory.CreateDirectory(DataFolders.Cluster(folder));
        await File.WriteAllTextAsync(precious, "data");

        var ended = await ServerProcess.RunAsync(folder, "migrate");

        ShouldEndWithOneLine(ended, "The PostgreSQL cluster in * does not start: PG_VERSION is missing*");
        (await File.ReadAllTextAsync(precious)).Should().Be("data");
    }

    [Fact]
    public async Task ClusterOfAMajorVersionThatIsNotInstalled_IsRefused()
    {
        var folder = folders.New();
        Directory.CreateDirectory(DataFolders.Cluster(folder));
        await File.WriteAllTextAsync(Path.Combine(DataFolders.Cluster(folder), "PG_VERSION"), "12\n");

        var ended = await ServerProcess.RunAsync(folder, Fake(folder, "16.2"), ["migrate"]);

        ShouldEndWithOneLine(ended, "The cluster in * was created by PostgreSQL 12, but SHARING_POSTGRES_BIN holds 16.2*");
    }

    [Fact]
    public async Task MissingVersion_IsNamed_AndNoSystemPackageIsInstalled()
    {
        var folder = folders.New();
        Directory.CreateDirectory(DataFolders.Cluster(folder));
        await File.WriteAllTextAsync(Path.Combine(DataFolders.Cluster(folder), "PG_VERSION"), "12\n");
        var installed = folders.New();
        var path = Directory.CreateDirectory(folders.New()).FullName;
        await File.WriteAllTextAsync(Path.Combine(path, "apt-get"), $"#!/bin/sh\necho \"$@\" >> {installed}\n");
        File.SetUnixFileMode(Path.Combine(path, "apt-get"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var ended = await ServerProcess.RunCommandAsync(
            folder, "bash", "-c", $"PATH={path}:$PATH exec dotnet exec {ServerProcess.Assembly} --environment Development migrate");

        ShouldEndWithOneLine(ended, "The cluster in * was created by PostgreSQL 12, and *: install PostgreSQL 12, *");
        File.Exists(installed).Should().BeFalse();
    }

    [Fact]
    public async Task OldPostgres_IsRefused()
    {
        var folder = folders.New();

        var ended = await ServerProcess.RunAsync(folder, Fake(folder, "14.1"), ["migrate"]);

        ShouldEndWithOneLine(
            ended, "SHARING_POSTGRES_BIN is * which contains PostgreSQL 14.1: set it to the bin folder of PostgreSQL 15 or newer.");
    }

    [Fact]
    public async Task NamedFolderWithoutPostgres_IsRefused()
    {
        var ended = await ServerProcess.RunAsync(folders.New(), "/usr/share", ["migrate"]);

        ShouldEndWithOneLine(ended, "SHARING_POSTGRES_BIN is /usr/share, which contains no postgres that can run*");
    }

    private static void ShouldEndWithOneLine(Ended ended, string pattern)
    {
        ended.ExitCode.Should().Be(1);
        ended.Output.Should().BeEmpty();
        ended.ErrorLines.Should().ContainSingle().Which.Should().Match(pattern);
    }

    private static string Fake(string folder, string version)
    {
        var programs = Path.Combine(folder, "programs");
        Directory.CreateDirectory(programs);
        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var program = Path.Combine(programs, name);
            File.WriteAllText(program, $"#!/bin/sh\necho \"{name} (PostgreSQL) {version}\"\n");
            File.SetUnixFileMode(
                program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
        return programs;
    }
}
