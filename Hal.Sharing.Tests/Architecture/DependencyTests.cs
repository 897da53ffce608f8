using System.Reflection;
using System.Text.RegularExpressions;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Rules for dependencies between projects and folders, and for the libraries that they use.</summary>
public sealed partial class DependencyTests
{
    private const string Api = "Hal.Sharing.Api";
    private const string Data = "Hal.Sharing.Data";

    // Folders of Api that are no nouns.
    private static readonly string[] Plumbing =
    [
        "Auth", "Browsers", "CommandLine", "ContractChecks", "Feed", "Hosting", "HtmlForms", "Hypermedia", "Limits", "Links", "OpenApi",
        "Pages", "PastStates", "Preconditions", "Problems", "Rels", "Schemas", "Searches", "Telemetry",
    ];

    // What one noun of Api may use of another.
    private static readonly string[] OpenToNeighbours = ["Assembler", "Forms", "Problems"];

    // Allowed dependencies between nouns of Data, with reasons.
    private static readonly string[] KnownNeighbours =
    [
        "Feed -> History: an event is a change as its history shows it",
        "Ownership -> Integrations: a transfer answers with the integration",
    ];

    private static readonly Assembly ApiAssembly = typeof(Program).Assembly;
    private static readonly Assembly DataAssembly = typeof(Database).Assembly;

    [Fact]
    public void Projects_HaveNoCircularDependencies()
    {
        References(DataAssembly).Should().NotContain(name => name.StartsWith("Hal.Sharing", StringComparison.Ordinal));
        References(ApiAssembly).Where(name => name.StartsWith("Hal.Sharing", StringComparison.Ordinal)).Should().Equal(Data);
        References(typeof(DependencyTests).Assembly).Should().Contain([Api, Data]);
    }

    [Fact]
    public void Data_KnowsNoWebAndNoJson()
    {
        References(DataAssembly).Should().NotContain(name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.IdentityModel", StringComparison.Ordinal)
            || name.StartsWith("System.Net.Http", StringComparison.Ordinal));

        var json =
            from type in Dependencies.TypesOf(DataAssembly)
            where Folder(type, Data) != "Embedded"
            from used in Dependencies.Of(type)
            where used.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) is true
            select $"{type} uses {used}";
        json.Should().BeEmpty("only what unpacks PostgreSQL reads files of JSON");
    }

    [Fact]
    public void Hypermedia_KnowsNothingOfThisApi() => Uses(Api, "Hypermedia").Should().BeEmpty();

    [Fact]
    public void UtilityFolders_DependOnNoNoun()
    {
        Uses(Api, "Problems").Except(["Hypermedia", "Pages", "Data.Access", "Data.Connections", "Data.Telemetry"])
            .Should().BeEmpty("Problems is a leaf that knows what Data throws");
        Uses(Api, "Links").Except(["Hypermedia", "Problems", "Data.Access", "Data.Statements"])
            .Should().BeEmpty("Links know HAL, problems and pages of rows");
        Uses(Api, "Auth").Where(used => !Plumbing.Contains(used) && !used.StartsWith("Data", StringComparison.Ordinal))
            .Should().BeEmpty("Auth is a leaf");
    }

    [Fact]
    public void Infrastructure_DependsOnNoNoun() =>
        Plumbing.SelectMany(folder => Uses(Api, folder).Select(used => (folder, used)))
            .Where(pair => pair.folder is not ("Hosting" or "CommandLine") && Nouns(ApiAssembly, Api).Except(Plumbing).Contains(pair.used))
                .Should().BeEmpty();

    [Fact]
    public void Nouns_DoNotUseEachOthersControllers()
    {
        var uses =
            from type in Dependencies.TypesOf(ApiAssembly)
            from used in Dependencies.Of(type)
            where used.Name.EndsWith("Controller", StringComparison.Ordinal) && used.Assembly == ApiAssembly
                && Outermost(used) != Outermost(type)
            select $"{type} uses {used}";

        uses.Should().BeEmpty();
    }

    [Fact]
    public void Nouns_UseOtherNounsAssemblersFormsAndProblemsOnly()
    {
        var uses =
            from type in Dependencies.TypesOf(ApiAssembly)
            let noun = Folder(type, Api)
            where noun.Length > 0 && !Plumbing.Contains(noun)
            from used in Dependencies.Of(type)
            where used.Assembly == ApiAssembly && Folder(used, Api) is { Length: > 0 } other && other != noun && !Plumbing.Contains(other)
                && !OpenToNeighbours.Any(kind => Outermost(used).Name.EndsWith(kind, StringComparison.Ordinal))
            select $"{type} uses {used}";

        uses.Should().BeEmpty();
    }

    [Fact]
    public void Api_ReachesTheDatabaseInItsHostingOnly()
    {
        var uses =
            from type in Dependencies.TypesOf(ApiAssembly)
            where Folder(type, Api) is not "Hosting"
            from used in Dependencies.Of(type)
            where used.Assembly.GetName().Name is "Npgsql" or "Dapper"
            select $"{type} uses {used}";
        uses.Should().BeEmpty();
        References(ApiAssembly).Should().NotContain("Dapper");

        var statements =
            from source in Repository.Sources(Api)
            where !source.Path.Contains("/Hosting/", StringComparison.Ordinal)
            from Match match in Sql().Matches(source.Text)
            select $"{source.Path}: {match.Value}";
        statements.Should().BeEmpty("SQL is Data's business");
    }

    [Fact]
    public void NounsOfData_DoNotNameEachOther()
    {
        string[] nouns =
        [
            .. Nouns(DataAssembly, Data)
                .Except([
                    "Access", "Connections", "Embedded", "Freshness", "Migrations", "PastStates", "Previews", "Statements", "Telemetry",
                ]),
        ];
        var compiled =
            from noun in nouns
            from used in Uses(Data, noun)
            where nouns.Contains(used) && used != noun
            select $"{noun} -> {used}";
        var written =
            from source in Repository.Sources(Data)
            let noun = source.Path.Split('/') is [_, var folder, _, ..] ? folder : ""
            where nouns.Contains(noun)
            from other in nouns.Where(other => other != noun)
            where source.Text.Contains($"using {Data}.{other};", StringComparison.Ordinal)
            select $"{noun} -> {other}";

        compiled.Concat(written).Distinct()
            .Where(pair => !KnownNeighbours.Any(known => known == pair || known.StartsWith($"{pair}:", StringComparison.Ordinal)))
            .Should().BeEmpty("joins belong in SQL");
    }

    [Theory]
    [InlineData(Api)]
    [InlineData(Data)]
    public void Folders_HaveNoCycle(string project)
    {
        var uses = Nouns(project == Api ? ApiAssembly : DataAssembly, project)
            .ToDictionary(
                folder => folder,
                folder => Uses(project, folder).Where(used => !used.StartsWith("Data.", StringComparison.Ordinal)).ToHashSet());
        uses.Should().HaveCountGreaterThan(5, "the rule must find folders");

        while (uses.FirstOrDefault(folder => !folder.Value.Overlaps(uses.Keys)) is { Key: { } leaf })
            uses.Remove(leaf);

        uses.Select(folder => $"{folder.Key} -> {string.Join(", ", folder.Value.Intersect(uses.Keys))}")
            .Should().BeEmpty("these folders use each other");
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    /// <summary>The folders of this repository that a folder's types use, those of Data as <c>Data.Noun</c> when asked from Api.</summary>
    private static IEnumerable<string> Uses(string project, string folder) =>
        (from type in Dependencies.TypesOf(project == Api ? ApiAssembly : DataAssembly)
         where Folder(type, project) == folder
         from used in Dependencies.Of(type)
         where !used.Name.Contains('<') && used.Namespace?.StartsWith("Hal.Sharing", StringComparison.Ordinal) is true
         select Folder(used, project) is { Length: > 0 } own ? own
             : used.Assembly == DataAssembly && project == Api ? $"Data.{Folder(used, Data)}".TrimEnd('.')
             : "")
        .Where(used => used.Length > 0 && used != folder).Distinct().Order();

    private static IEnumerable<string> Nouns(Assembly assembly, string project) =>
        Dependencies.TypesOf(assembly).Select(type => Folder(type, project)).Where(folder => folder.Length > 0).Distinct();

    /// <summary>The first part of the namespace behind the project's; empty at its root or outside of it.</summary>
    private static string Folder(Type type, string project) =>
        type.Namespace?.StartsWith(project + ".", StringComparison.Ordinal) is true
            ? type.Namespace[(project.Length + 1)..].Split('.')[0]
            : "";

    private static Type Outermost(Type type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    [GeneratedRegex(@"""[^""\n]*\b(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}
