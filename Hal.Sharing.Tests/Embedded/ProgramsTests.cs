using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>No program of PostgreSQL runs as root, not even to print its version.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProgramsTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task Version_IsNotReadAsRoot()
    {
        var programs = Directory.CreateDirectory(folders.New()).FullName;
        File.SetUnixFileMode(programs, (UnixFileMode)0b111_111_111);
        var postgres = Path.Combine(programs, "postgres");
        await File.WriteAllTextAsync(postgres, "#!/bin/sh\nid -u >> \"$(dirname \"$0\")/users\"\necho 'postgres (PostgreSQL) 14.0'\n");
        File.SetUnixFileMode(postgres, (UnixFileMode)0b111_101_101);

        var ended = await ServerProcess.RunAsync(folders.New(), programs, ["migrate"]);

        ended.Error.Should().Contain("which contains PostgreSQL 14.0");
        (await File.ReadAllLinesAsync(Path.Combine(programs, "users"))).Should().NotBeEmpty().And.NotContain("0");
    }
}
