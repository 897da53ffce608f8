using System.Collections.Concurrent;
using Hal.Sharing.Api.ContractChecks.Differences;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>
/// Whether a check of a foreign API finds each mutation, for the right users and kinds and by the right rule, and reports nothing else.
/// </summary>
public sealed class LendingMutationTests(LendingMutationTests.Verdicts verdicts, ITestOutputHelper output)
    : IClassFixture<LendingMutationTests.Verdicts>
{
    public static TheoryData<string> Names => [.. Mutations.All.Keys];

    [Fact]
    public void AtLeast48Of50Changes_AreDetected()
    {
        var changes = Mutations.All.Values.Where(mutation => mutation.Reports.Count > 0).Select(verdicts.Of).ToList();

        foreach (var verdict in changes)
            output.WriteLine($"{verdict}");
        changes.Should().HaveCountGreaterThanOrEqualTo(50);
        var wrong = changes.Where(verdict => !verdict.IsRight).ToList();
        (wrong.Count * 50).Should().BeLessThanOrEqualTo(changes.Count * 2, $"these are missed or misnamed:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutation_IsReportedRightly(string name)
    {
        var verdict = verdicts.Of(Mutations.All[name]);

        verdict.Missed.Should().BeEmpty($"{verdict}");
        verdict.Wrong.Should().BeEmpty($"{verdict}");
        verdict.Result.IsFailed.Should().Be(verdict.Mutation.Severity == Severity.Breaking, "only what breaks fails a check");
    }

    /// <summary>What a check reports of each mutation. The checks run side by side, since they mostly wait.</summary>
    public sealed class Verdicts : IAsyncLifetime
    {
        private readonly LendingCheck _check = new();
        private readonly ConcurrentDictionary<string, Verdict> _verdicts = [];

        public async Task InitializeAsync()
        {
            await _check.InitializeAsync();
            await Parallel.ForEachAsync(Mutations.All.Values, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (mutation, _) =>
                _verdicts[mutation.Name] = new Verdict(mutation, await _check.RunAsync(new Stock(), mutation)));
        }

        public Task DisposeAsync() => _check.DisposeAsync();

        internal Verdict Of(Mutation mutation) => _verdicts[mutation.Name];
    }
}
