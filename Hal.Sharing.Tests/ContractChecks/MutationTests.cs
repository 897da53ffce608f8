using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>Whether a check finds each of many changes of an API that it does not know, and names it rightly.</summary>
public sealed class MutationTests(MutationTests.Unchanged unchanged) : IClassFixture<MutationTests.Unchanged>
{
    private static readonly Mutation[] Mutations =
        [.. LinkMutations.All, .. MemberMutations.All, .. FormMutations.All, .. RightMutations.All];

    public static TheoryData<string> Names => [.. Mutations.Select(mutation => mutation.Name)];

    [Fact]
    public void Mutations_AreAtLeast50() =>
        Mutations.Select(mutation => mutation.Name).Distinct().Should().HaveCountGreaterThanOrEqualTo(50);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Mutation_IsFoundAndNamedRightly(string name)
    {
        var mutation = Mutations.Single(mutation => mutation.Name == name);

        var result = await unchanged.Check.RunAsync(new LibraryData(), mutation.Apply);

        var found = result.Differences.Where(difference => difference.Rule == mutation.Rule
            && difference.Kind == (mutation.Seen ?? mutation.Kind) && difference.Subject == mutation.Subject);
        found.Select(difference => difference.User).Should().BeEquivalentTo(mutation.Users, $"this was found: {Lines(result)}");
        result.Differences.Where(difference => difference.Rule.Severity > mutation.Rule.Severity)
            .Select(difference => difference.Rule).Except(mutation.Also).Should().BeEmpty($"it is not worse, but: {Lines(result)}");
        result.Differences.Where(result.Fails).Select(difference => difference.Rule).Except([mutation.Rule, .. mutation.Also])
            .Should().BeEmpty($"nothing else broke, but: {Lines(result)}");
    }

    private static string Lines(CheckResult result) => string.Join('\n', result.Differences.Select(
        one => $"{one.Rule.Id} {one.User} {one.Kind}: {one.Text} {string.Join(' ', one.Documents)}"));

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
