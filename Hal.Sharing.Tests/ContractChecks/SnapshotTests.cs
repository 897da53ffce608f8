using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>Whole documents as snapshots: <c>--snapshots</c>.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly LibraryCheck _check = new();

    private string Book => Path.Combine(_check.Folder, "ann", "snapshots", "books.book-001.verified.json");

    [Fact]
    public async Task Update_WritesVerifiedFilesWithNumberedTimes()
    {
        await RunAsync(new LibraryData(), update: true);

        var text = await File.ReadAllTextAsync(Book);
        text.Should().Contain("\"title\": \"Title 1\"").And.Contain("\"addedAt\": \"DateTimeOffset_1\"").And.EndWith("}\n");
        Directory.GetFiles(Path.GetDirectoryName(Book)!)
            .Should().OnlyContain(file => file.EndsWith(".verified.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OtherTimesAndIds_AreNoDifference()
    {
        await RunAsync(new LibraryData(), update: true);

        var result = await RunAsync(new LibraryData(now: new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), seed: 9));

        result.Should().BeEmpty();
    }

    [Fact]
    public async Task OtherText_IsADifferenceWithAReceivedFile_UntilItIsUpdated()
    {
        await RunAsync(new LibraryData(), update: true);
        static void Change(LibraryResponse response) => response.Document["name"] = $"New {response.Kind}";

        var result = await RunAsync(new LibraryData(), Change);

        result.Should().Contain(
            difference => difference.Rule == Rule.SnapshotChanged && difference.User == "guest" && difference.Kind == "entry");
        File.ReadAllText(Path.Combine(_check.Folder, "guest", "snapshots", "root.received.json")).Should().Contain("New entry");

        await RunAsync(new LibraryData(), Change, update: true);
        (await RunAsync(new LibraryData(), Change)).Should().BeEmpty();
        Directory.GetFiles(_check.Folder, "*.received.json", SearchOption.AllDirectories).Should().BeEmpty();
    }

    public void Dispose() => _check.Dispose();

    private async Task<IReadOnlyList<Difference>> RunAsync(
        LibraryData data, Action<LibraryResponse>? mutation = null, bool update = false) =>
        (await _check.RunAsync(data, mutation, update, snapshots: true)).Differences;
}
