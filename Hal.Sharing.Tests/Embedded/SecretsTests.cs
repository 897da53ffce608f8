using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>Other accounts cannot read the files of the data folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretsTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task FilesAndKeys_AreReadableOnlyByTheOwner_AlsoThoseOfAnOlderServer()
    {
        var folder = folders.New();
        var olderLock = Path.Combine(folder, "server.lock");
        var keys = Path.Combine(folder, "form-keys");
        Directory.CreateDirectory(keys);
        await File.WriteAllTextAsync(olderLock, "");
        File.SetUnixFileMode(olderLock, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var server = await ServerProcess.StartReadyAsync(folder);
        using var page = await server.GetAsync("/sign-in");

        page.IsSuccessStatusCode.Should().BeTrue("its form needs a key");
        Directory.GetFiles(folder).Select(Path.GetFileName)
            .Should().Contain(["server.lock", "start.lock", "use.lock", "password", "signing-key.pem"]);
        foreach (var file in Directory.GetFiles(folder).Concat(Directory.GetFiles(keys)))
            File.GetUnixFileMode(file).Should().Be(OwnerOnly, file);
        File.GetUnixFileMode(keys).Should().Be(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task ConfiguredKeysFolder_IsReadableOnlyByTheOwner()
    {
        var keys = Path.Combine(folders.New(), "keys");
        await using var server = await ServerProcess.StartReadyAsync(folders.New(), $"--Auth:KeysFolder={keys}");

        File.GetUnixFileMode(keys).Should().Be(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task LinkInPlaceOfThePasswordFile_IsNotFollowed()
    {
        var folder = folders.New();
        var victim = folders.New();
        await File.WriteAllTextAsync(victim, "precious");
        var postgres = Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName;
        File.CreateSymbolicLink(Path.Combine(postgres, "password.new"), victim);
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["nobody", postgres]);
            await chown.WaitForExitAsync();
        }

        var migrate = await ServerProcess.RunAsync(folder, "migrate");

        migrate.ExitCode.Should().Be(0, migrate.Error);
        (await File.ReadAllTextAsync(victim)).Should().Be("precious");
    }

    [Fact]
    public async Task SigningKeyThatOthersCanRead_IsNamed()
    {
        var folder = folders.New();
        (await ServerProcess.RunAsync(folder, "token", "--user", "admin")).Error.Should().NotContain("Warning");
        var key = Path.Combine(folder, "signing-key.pem");
        File.SetUnixFileMode(key, OwnerOnly | UnixFileMode.OtherRead);

        var token = await ServerProcess.RunAsync(folder, "token", "--user", "admin");

        token.ExitCode.Should().Be(0);
        token.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"Warning: other accounts can access {key}");
    }

    [Fact]
    public async Task PasswordThatIsMissingOrWrong_IsNamed()
    {
        var folder = folders.New();
        (await ServerProcess.RunAsync(folder, "migrate")).ExitCode.Should().Be(0);
        var password = Path.Combine(folder, "password");

        await File.WriteAllTextAsync(password, "another one");
        var wrong = await ServerProcess.RunAsync(folder, "migrate");
        File.Delete(password);
        var missing = await ServerProcess.RunAsync(folder, "migrate");

        wrong.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"{password} is not the password of the cluster in ");
        missing.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"{password} is missing. It belongs to the cluster in ");
        File.Exists(password).Should().BeFalse("a new password would be refused");
    }
}
