using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Rules for files: their size, and one snapshot for each document.</summary>
public sealed class FileTests(ITestOutputHelper output)
{
    private const int Ask = 150;
    private const int Split = 300;

    [Fact]
    public void NoFile_IsTooLarge()
    {
        var files = (from project in Repository.Projects
                     from source in Repository.Sources(project)
                     select (source.Path, Lines: source.Text.Count(letter => letter == '\n'))).ToList();

        foreach (var (path, lines) in files.Where(file => file.Lines > Ask).OrderByDescending(file => file.Lines))
            output.WriteLine($"{lines} lines: {path}");
        files.Where(file => file.Lines > Split).Should().BeEmpty();
        files.Should().HaveCountGreaterThan(100, "the rule must find files");
    }

    [Fact]
    public void NoTwoSnapshots_AreIdentical()
    {
        var snapshots = Repository.Sources("Hal.Sharing.Tests", "*.verified.json").ToList();

        var duplicates = from snapshot in snapshots group snapshot.Path by snapshot.Text into same where same.Count() > 1
        select string.Join(" = ", same);

        duplicates.Should().BeEmpty("callers who see the same document share its snapshot");
        snapshots.Should().HaveCountGreaterThan(100, "the rule must find snapshots");
    }
}
