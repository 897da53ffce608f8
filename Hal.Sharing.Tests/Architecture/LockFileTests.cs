using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Every package has an exact version and a hash in a lock file.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void EveryProject_HasALockFileWithHashes()
    {
        var folders = Files("*.csproj").Select(project => Path.GetDirectoryName(project)!).ToList();

        folders.Should().HaveCountGreaterThan(3);
        foreach (var folder in folders)
        {
            var packages = Packages(Path.Combine(folder, "packages.lock.json"));
            packages.Should().NotBeEmpty();
            packages.Should().OnlyContain(package => Bytes(package.Hash) == 64, folder);
        }
    }

    [Fact]
    public void EveryVersion_IsExact()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Version")!.Value).ToList();
        var overrides = Files("*.csproj").SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Where(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null);

        versions.Should().HaveCountGreaterThan(10).And.OnlyContain(version => version.StartsWith('[') && version.EndsWith(']')
            && !version.Contains(',') && !version.Contains('*'));
        overrides.Should().BeEmpty("Directory.Packages.props has all versions");
    }

    [Fact]
    public void EveryPackageOfTheChecks_HasAHash()
    {
        var entries = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".ci", "package-lock.json")))!["packages"]!.AsObject()
            .Where(entry => entry.Key.Length > 0).ToList();

        entries.Should().HaveCountGreaterThan(100);
        entries.Select(entry => (entry.Key, Hash: (string?)entry.Value!["integrity"] ?? ""))
            .Where(entry => !entry.Hash.StartsWith("sha512-", StringComparison.Ordinal) || Bytes(entry.Hash["sha512-".Length..]) != 64)
            .Should().BeEmpty();
        var named = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".ci", "package.json")))!["devDependencies"]!.AsObject();
        named.Select(package => (string)package.Value!).Where(version => !Version.TryParse(version, out _))
            .Should().BeEmpty("ranges are no versions");
    }

    /// <summary>The notices name every package of every project, and no other one.</summary>
    [Fact]
    public void Notices_NameEveryPackage()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| package", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1].Split(']')[0].TrimStart('[')} {cells[2]}").ToList();

        var packages = Files("packages.lock.json").SelectMany(Packages).Select(package => $"{package.Name} {package.Version}").Distinct();

        rows.Where(row => !row.StartsWith('@')).Should().BeEquivalentTo(packages, "otherwise: .ci/sbom --renew");
    }

    private static List<(string Name, string Version, string Hash)> Packages(string file) =>
    [
        .. from framework in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
           from package in framework.Value!.AsObject()
           where (string)package.Value!["type"]! != "Project"
           select (package.Key, (string)package.Value["resolved"]!, (string)package.Value["contentHash"]!),
    ];

    private static IEnumerable<string> Files(string pattern) =>
        Repository.Projects.Append("bench").SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static int Bytes(string base64) => Convert.FromBase64String(base64).Length;
}
