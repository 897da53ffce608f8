using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// The server against the reference model: sequences of 50 random requests by random callers, with every status, body, link and form
/// compared. CONFORMANCE_SEQUENCES sets the number of sequences, CONFORMANCE_SEED the seed of the first one; the next has the next seed.
/// </summary>
public sealed class ConformanceTests(ConformanceServer server, ITestOutputHelper output) : IClassFixture<ConformanceServer>
{
    private const int ShortSequences = 20;
    private const int LongSequences = 1000;
    private const int Kinds = 45;

    // A busy machine runs fewer sequences, instead of delaying the other tests.
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(15);

    [Fact]
    public Task RandomSequences_AreAnsweredAsTheModelAnswers() => RunAsync(ShortSequences, ShortTime);

    [Fact]
    [Trait("Category", "Long")]
    public async Task ThousandRandomSequences_AreAnsweredAsTheModelAnswers()
    {
        var coverage = await RunAsync(LongSequences, Timeout.InfiniteTimeSpan);

        output.WriteLine(coverage.Details);
        coverage.Succeeded.Should().HaveCount(Kinds, "every kind of request succeeds in some sequence");
    }

    private async Task<Coverage> RunAsync(int sequences, TimeSpan limit)
    {
        if (Setting("CONFORMANCE_SEQUENCES") is { } set)
            (sequences, limit) = (set, Timeout.InfiniteTimeSpan);
        var first = Setting("CONFORMANCE_SEED") ?? Random.Shared.Next(1_000_000);
        var (clock, check, done) = (Stopwatch.StartNew(), new ModelCheck(server, Rules.Contract), 0);
        for (; done < sequences && (limit == Timeout.InfiniteTimeSpan || clock.Elapsed < limit); done++)
            if (await check.FindAsync(first + done) is { } counterexample)
                throw new XunitException($"CONFORMANCE_SEED={first + done}, after {done} sequences:\n{counterexample}");
        output.WriteLine($"{done} sequences from seed {first} in {clock.Elapsed}; responses by status: {check.Coverage}");
        return check.Coverage;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
