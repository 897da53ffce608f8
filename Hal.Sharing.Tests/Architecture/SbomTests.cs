using System.Text.Json.Nodes;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>The SBOM that <c>.ci/sbom</c> builds agrees with the lock files of the program.</summary>
public sealed class SbomTests(SbomTests.BuiltSbom sbom) : IClassFixture<SbomTests.BuiltSbom>
{
    [Fact]
    public void Sbom_IsCycloneDx()
    {
        ((string)sbom.Document["bomFormat"]!, (string)sbom.Document["specVersion"]!).Should().Be(("CycloneDX", "1.6"));
        ((string)sbom.Document["metadata"]!["component"]!["name"]!).Should().Be("Hal.Sharing");
        sbom.Components.Select(component => (string)component["bom-ref"]!).Should().OnlyHaveUniqueItems();
        sbom.Components.Should().OnlyContain(component => component["licenses"]!.AsArray().Count == 1);
    }

    [Fact]
    public void NuGetPackages_AreThoseOfTheLockFiles_WithTheirHashes()
    {
        var locked = from project in (string[])["Hal.Sharing.Api", "Hal.Sharing.Data"]
                     from framework in Parse(Path.Combine(Repository.Root, project, "packages.lock.json"))["dependencies"]!.AsObject()
                     from package in framework.Value!.AsObject()
                     where package.Value!["contentHash"] is not null
                     select $"pkg:nuget/{package.Key}@{package.Value["resolved"]} {Hex((string)package.Value["contentHash"]!)}";

        sbom.Hashed("pkg:nuget/").Should().BeEquivalentTo(locked.Distinct()).And.HaveCountGreaterThan(10);
    }

    [Fact]
    public void EmbeddedPostgres_HasItsPinnedHashes() =>
        sbom.Hashed("pkg:npm/%40embedded-postgres/").Should().BeEquivalentTo(NpmPackage.All.Select(
            package => $"pkg:npm/%40embedded-postgres/{package.Platform}@{NpmPackage.Version} {Hex(package.Sha512)}"));

    [Fact]
    public void PackagesThatAreNotShipped_AreExcluded() =>
        sbom.Components.Where(component => (string)component["scope"]! == "excluded")
            .Select(component => ((string)component["name"]!, (string)component["properties"]![0]!["value"]!))
            .Should().Contain([("Microsoft.CodeAnalysis.BannedApiAnalyzers", "build"), ("@redocly/cli", "checks")])
            .And.NotContain(component => component.Item2 == "shipped");

    /// <summary>Every reference in the graph names a component.</summary>
    [Fact]
    public void Dependencies_AreComponents()
    {
        var known = sbom.Components.Append(sbom.Document["metadata"]!["component"]!).Select(component => (string)component["bom-ref"]!);
        var graph = sbom.Document["dependencies"]!.AsArray().ToDictionary(
            node => (string)node!["ref"]!, node => node!["dependsOn"]!.AsArray().Select(need => (string)need!).ToList());

        graph.Keys.Concat(graph.Values.SelectMany(needs => needs)).Should().BeSubsetOf(known);
        graph.Single(node => node.Key.StartsWith("pkg:nuget/Npgsql@", StringComparison.Ordinal)).Value
            .Should().ContainSingle().Which.Should().StartWith("pkg:nuget/Microsoft.Extensions.Logging.Abstractions@");
    }

    private static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private static string Hex(string base64) => Convert.ToHexStringLower(Convert.FromBase64String(base64));

    /// <summary>The SBOM, built once. The script fails if the third-party notices are not current.</summary>
    public sealed class BuiltSbom : IAsyncLifetime
    {
        private readonly DataFolders _folders = new();

        public JsonNode Document { get; private set; } = new JsonObject();

        public IEnumerable<JsonNode> Components => Document["components"]!.AsArray().OfType<JsonNode>();

        /// <summary>Returns the references with this prefix, each with its hash.</summary>
        public IEnumerable<string> Hashed(string prefix) =>
            from component in Components
            where ((string)component["purl"]!).StartsWith(prefix, StringComparison.Ordinal)
            select $"{component["purl"]} {component["hashes"]![0]!["content"]}";

        public async Task InitializeAsync()
        {
            await _folders.InitializeAsync();
            var file = _folders.New();
            var ended = await ServerProcess.RunCommandAsync(
                _folders.New(), "env", $"SBOM={file}", Path.Combine(Repository.Root, ".ci", "sbom"));
            ended.ExitCode.Should().Be(0, ended.Output + ended.Error);
            Document = Parse(file);
        }

        public Task DisposeAsync() => _folders.DisposeAsync();
    }
}
