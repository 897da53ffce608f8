using Hal.Sharing.Api;
using System.Security.Cryptography;
using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Tests.Auth;

public sealed class BuiltInKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hal-sharing-key-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ConcurrentProcesses_GetSameKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => BuiltInKeyFile.LoadOrCreateAsync(_folder, CancellationToken.None))));

        keys.Select(key => key.KeyId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Key_IsKept_AndReadableByOwnerOnly()
    {
        var made = await BuiltInKeyFile.LoadOrCreateAsync(_folder, CancellationToken.None);
        var read = await BuiltInKeyFile.LoadOrCreateAsync(_folder, CancellationToken.None);

        read.KeyId.Should().Be(made.KeyId);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder, "signing-key.pem")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task IncompleteKeyOfKilledProcess_IsNotUsed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "signing-key.pem.new"), "-----BEGIN PRIV");

        var key = await BuiltInKeyFile.LoadOrCreateAsync(_folder, CancellationToken.None);

        key.PublicKey.X.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task BrokenFile_IsReported_AndKept(string text)
    {
        var path = Path.Combine(_folder, "signing-key.pem");
        await File.WriteAllTextAsync(path, text);

        var load = () => BuiltInKeyFile.LoadOrCreateAsync(_folder, CancellationToken.None);

        (await load.Should().ThrowAsync<StartupException>()).WithMessage($"{path} is not a P-256 private key*");
        (await File.ReadAllTextAsync(path)).Should().Be(text);
    }

    [Fact]
    public void OtherKeys_AreRefused()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        BuiltInKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()).Should().BeNull();
        BuiltInKey.FromPem(p384.ExportPkcs8PrivateKeyPem()).Should().BeNull();
        BuiltInKey.FromPem(p256.ExportSubjectPublicKeyInfoPem()).Should().BeNull();
        BuiltInKey.FromPem(p256.ExportPkcs8PrivateKeyPem()).Should().NotBeNull();
    }
}
