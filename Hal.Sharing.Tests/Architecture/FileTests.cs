using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Rules for files: size, columns, and one snapshot for each document.</summary>
public sealed partial class FileTests(ITestOutputHelper output)
{
    private const int Ask = 150;
    private const int MostLines = 200;
    private const int MostColumns = 140;
    private const int Median = 45;

    private static IEnumerable<(string Path, string[] Lines)> Sources =>
        from project in Repository.Projects
        from source in Repository.Sources(project)
        select (source.Path, Lines: source.Text.TrimEnd('\n').Split('\n'));

    [Fact]
    public void NoFile_IsTooLong()
    {
        var files = Sources.ToList();

        foreach (var (path, lines) in files.Where(file => file.Lines.Length > Ask).OrderByDescending(file => file.Lines.Length))
            output.WriteLine($"{lines.Length} lines: {path}");
        files.Where(file => file.Lines.Length > MostLines).Select(file => $"{file.Path}: {file.Lines.Length}").Should().BeEmpty();
        files.Should().HaveCountGreaterThan(100, "the rule must find files");
    }

    [Fact]
    public void MedianOfProduction_IsShort()
    {
        var lengths = Repository.Projects.SkipLast(1).SelectMany(project => Repository.Sources(project))
            .Select(source => source.Text.Count(letter => letter == '\n')).Order().ToList();

        lengths[lengths.Count / 2].Should().BeLessThan(Median);
    }

    [Fact]
    public void NoLine_IsTooLong()
    {
        var lines = from source in Sources
                    from line in source.Lines.Index()
                    where line.Item.TrimEnd('\r').Length > MostColumns
                    select $"{source.Path}:{line.Index + 1}";

        lines.Should().BeEmpty();
    }

    /// <summary><c>dotnet run</c> loads no source generators, so that it starts sooner.</summary>
    [Fact]
    public void Production_NeedsNoGeneratedCode() =>
        Repository.Projects.SkipLast(1).SelectMany(project => Repository.Sources(project))
            .Where(source => Generated().IsMatch(source.Text)).Select(source => source.Path).Should().BeEmpty();

    [Fact]
    public void NoController_DiscardsOutcomes()
    {
        var discards = from source in Repository.Sources("Hal.Sharing.Api", "*Controller.cs")
                       from Match choice in Switch().Matches(source.Text)
                       where Outcome().IsMatch(choice.Value) && Discard().IsMatch(choice.Value)
                       select $"{source.Path}: {choice.Value.Split('\n')[0]}";

        discards.Should().BeEmpty("a new outcome must not compile until every controller handles it");
    }

    [Fact]
    public void NoTwoSnapshots_AreIdentical()
    {
        var snapshots = Repository.Sources("Hal.Sharing.Tests", "*.verified.json").ToList();

        var duplicates = from snapshot in snapshots
                         group snapshot.Path by snapshot.Text into same
                         where same.Count() > 1
                         select string.Join(" = ", same);

        duplicates.Should().BeEmpty("callers who see the same document share its snapshot");
        snapshots.Should().HaveCountGreaterThan(100, "the rule must find snapshots");
    }

    [GeneratedRegex(@"\[(GeneratedRegex|LoggerMessage|JsonSerializable|LibraryImport)\b")]
    private static partial Regex Generated();

    // With the braces that it contains.
    [GeneratedRegex(@"\bswitch\b\s*(\([^)]*\)+\s*)?\{(?>[^{}]|(?<open>\{)|(?<-open>\}))*(?(open)(?!))\}")]
    private static partial Regex Switch();

    [GeneratedRegex(@"\b\w+Outcome\.\w+|\b(?!Problem|Allow|Hal)\w*Result\.\w+")]
    private static partial Regex Outcome();

    [GeneratedRegex(@"^\s*_( when [^=]*)? =>|^\s*default:", RegexOptions.Multiline)]
    private static partial Regex Discard();
}
