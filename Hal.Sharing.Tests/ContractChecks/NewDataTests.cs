using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>What is no change of a contract: other data, other times, other IDs, other ports.</summary>
public sealed class NewDataTests(NewDataTests.Unchanged unchanged) : IClassFixture<NewDataTests.Unchanged>
{
    private static readonly DateTimeOffset Later = new(2031, 12, 24, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public async Task SameData_HasNoDifferences()
    {
        for (var run = 0; run < 3; run++)
            (await unchanged.Check.RunAsync(new LibraryData())).Differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(13, 7, 4, 1)]
    [InlineData(40, 7, 4, 1)]
    [InlineData(200, 7, 4, 1)]
    [InlineData(12, 8, 4, 1)]
    [InlineData(12, 60, 4, 1)]
    [InlineData(12, 7, 5, 1)]
    [InlineData(12, 7, 25, 1)]
    [InlineData(12, 7, 4, 2)]
    [InlineData(12, 7, 4, 3)]
    [InlineData(40, 20, 4, 4)]
    [InlineData(40, 7, 12, 5)]
    [InlineData(12, 50, 12, 6)]
    [InlineData(100, 100, 100, 7)]
    [InlineData(26, 14, 30, 8)]
    [InlineData(60, 30, 10, 9)]
    [InlineData(15, 9, 6, 10)]
    [InlineData(500, 9, 6, 11)]
    public async Task MoreOfIt_AtOtherTimesWithOtherIds_IsNoAlarm(int books, int readers, int loans, int seed)
    {
        var data = new LibraryData(books, readers, loans, Later.AddHours(seed), seed);

        var result = await unchanged.Check.RunAsync(data, failOn: Severity.Rights);

        result.Differences.Where(result.Fails).Should().BeEmpty();
        result.IsFailed.Should().BeFalse();
    }

    [Fact]
    public async Task OnePage_BecomesMany_WithoutAnyDifference()
    {
        using var check = new LibraryCheck();
        await check.RunAsync(new LibraryData(books: 5, readers: 3), update: true);

        (await check.RunAsync(new LibraryData(books: 50, readers: 30))).Differences.Should().BeEmpty();
    }

    /// <summary>The baseline of the library as it is.</summary>
    public sealed class Unchanged : IAsyncLifetime
    {
        public LibraryCheck Check { get; } = new();

        public Task InitializeAsync() => Check.RunAsync(new LibraryData(), update: true);

        public Task DisposeAsync()
        {
            Check.Dispose();
            return Task.CompletedTask;
        }
    }
}
